import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { JsonObject } from "../../runtime/codec/json";
import type { Channel } from "../../runtime/request/request";
import { sendgridSecret, twilioSecret } from "../../tools/measure/sample/company-record";
import type { Journey } from "./engines";
import { newProject } from "./records";
import { newRequest, type Request } from "./requests";

/** A project whose secrets hold values that occur nowhere else. */
export const canaryProject = async (journey: Journey): Promise<JsonObject> => {
  const names = {
    openai: "ai-multi-comms/openai-api-key/canary-local",
    twilio: "ai-multi-comms/sms-credentials/ci-aaa-001/canary/twilio-local",
    sendgrid: "ai-multi-comms/email-credentials/ci-aaa-001/canary/sendgrid-local",
  };
  const values = {
    openai: { ai_api_key: "sk-canary-openai" },
    twilio: { ...twilioSecret, twilio_auth_token: "canary-twilio-token" },
    sendgrid: {
      ...sendgridSecret,
      sendgrid_auth_value: "SG.canary-sendgrid-key",
      sendgrid_from_email: "jobs@ashgrove.example",
      sendgrid_from_name: "Canary sender",
    },
  };
  for (const kind of ["openai", "twilio", "sendgrid"] as const)
    await journey.secrets.send(
      new CreateSecretCommand({ Name: names[kind], SecretString: JSON.stringify(values[kind]) }),
    );
  const assistant = { api_key_reference: names.openai };
  return newProject(journey, {
    channel_config: {
      whatsapp: { whatsapp_credentials_id: names.twilio },
      sms: { sms_credentials_id: names.twilio },
      email: { email_credentials_id: names.sendgrid },
    },
    ai_config: { openai_config: { whatsapp: assistant, sms: assistant, email: assistant } },
  });
};

/** A request with unusual values in every field of recipient and project. */
export const canaryRequest = (channel: Channel, company_data: JsonObject, overrides: JsonObject = {}): Request => {
  const { requestId, body } = newRequest(channel, {
    company_data: { ...company_data, api_key: "canary-historical-key" },
    recipient_data: {
      recipient_first_name: "Canaria",
      recipient_last_name: "O'Canary",
      "canary field": "canary-other",
    },
    project_data: {
      jobID: "canary-9999",
      jobRole: "Canary Keeper",
      "canary key": ["canary-deep", { canary: "canary-deeper" }],
      clarificationPoints: [{ point: "The canary does not mention a cage.", pointConfirmed: "false" }],
    },
  });
  const tel = `+44740099${requestId.replace(/\D/g, "").slice(0, 4).padEnd(4, "0")}`;
  const email = `canary.${requestId}@canary.example`;
  const recipient_data = { ...Object(body.recipient_data), recipient_tel: tel, recipient_email: email };
  return {
    requestId,
    channel,
    recipient: channel === "email" ? email : tel,
    body: { ...body, recipient_data, ...overrides },
  };
};

/** Every canary: names, addresses, project data, secrets; and the texts that the assistant makes of them. */
export const CANARY = /canar|\+?44\s?7400\s?99\d/i;

/** What may stand nowhere at all but in Secrets Manager: secrets, and the key that clients used to send in the body. */
export const CANARY_SECRET = /canary-(openai|twilio|sendgrid|historical)/i;

/** How a canary request comes to a bad end: in which project it is made, and what fails. */
type End = {
  readonly project: (journey: Journey, channel: Channel, canaries: JsonObject) => Promise<JsonObject>;
  readonly fault: (journey: Journey, request: Request) => void;
};

const theCanaries: End["project"] = async (_, __, canaries) => canaries;

/** The bad ends by the status that they leave. */
export const canaryEnds: Readonly<Record<string, End>> = {
  failed_to_send_message: {
    project: theCanaries,
    fault: ({ providers }, { channel, recipient: to }) =>
      void providers.faults.add({
        provider: channel === "email" ? "sendgrid" : "twilio",
        match: { to },
        times: "always",
        fault: channel === "email" ? { status: 400 } : { code: 21610 },
      }),
  },
  failed_to_process_ai: {
    project: theCanaries,
    fault: ({ providers }, { requestId: contains }) =>
      void providers.faults.add({
        provider: "openai",
        match: { contains },
        times: "always",
        fault: { assistant: "invalid_json" },
      }),
  },
  failed_secrets_fetch: {
    project: (journey, channel) =>
      newProject(journey, {
        channel_config: { [channel]: { [`${channel}_credentials_id`]: `ai-multi-comms/none/${channel}-local` } },
      }),
    fault: () => undefined,
  },
};
