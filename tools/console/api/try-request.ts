import type { Channel } from "../../../runtime/request/request";

/** What a person fills in to try the API. */
export type TryForm = {
  readonly company_id: string;
  readonly project_id: string;
  readonly channel: Channel;
  readonly first_name: string;
  readonly last_name: string;
  readonly tel: string;
  readonly email: string;
  readonly consent: boolean;
  /** JSON text; none of an optional section where it is blank. */
  readonly project_data: string;
  readonly consent_data: string;
};

export const exampleData = {
  jobID: "9999",
  jobRole: "Healthcare Assistant",
  clarificationPoints: [{ point: "The CV does not mention a driving licence.", pointConfirmed: "false" }],
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The request of a filled form. Data that are no JSON are sent as they are, for the API to say so. */
export const requestOf = (form: TryForm, requestId: string, at: Date) => ({
  company_data: { company_id: form.company_id, project_id: form.project_id },
  recipient_data: {
    recipient_first_name: form.first_name,
    recipient_last_name: form.last_name,
    recipient_tel: form.tel,
    recipient_email: form.email,
    comms_consent: form.consent,
  },
  request_data: {
    request_id: requestId,
    channel_method: form.channel,
    initial_request_timestamp: at.toISOString(),
  },
  ...(form.project_data.trim() === "" ? {} : { project_data: parsed(form.project_data) }),
  ...(form.consent_data.trim() === "" ? {} : { consent_data: parsed(form.consent_data) }),
});

export type ExampleRequest = ReturnType<typeof requestOf>;

/** What is made so, while one request is sent, that the engine itself is at fault or the project refuses. */
export const arrangements = {
  "inactive-project": null,
  "no-channel": null,
  "reached-limit": null,
  "misconfigured-project": null,
  "unreadable-table": null,
  "taken-id": null,
  "refusing-queue": null,
} as const;
export type Arrangement = keyof typeof arrangements;

/** What the API answered to a request of the console. */
export type TryAnswer = {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
  readonly conversation_id: string | null;
};
