import * as TE from "fp-ts/TaskEither";
import type { Secrets } from "../../runtime/ports/secrets";

export type FakeSecrets = {
  readonly secrets: Secrets;
  readonly reads: readonly string[];
  readonly timesForgotten: () => number;
};

const carrierSecret = (kind: string, carrier: string) =>
  `ai-multi-comms/${kind}-credentials/cucumber-recruitment/clarify-cv/${carrier}-dev`;

const twilio = {
  twilio_account_sid: "AC00000000000000000000000000000001",
  twilio_auth_token: "twilio-token",
  twilio_template_sid: "HX00000000000000000000000000000001",
};

export const ASSISTANT_KEY = "the-assistant-key";
export const RECEIPT_KEY = "the-receipt-key";

/** The secrets that the example's company record and settings name. */
export const exampleSecrets: Readonly<Record<string, string>> = {
  [carrierSecret("whatsapp", "twilio")]: JSON.stringify(twilio),
  [carrierSecret("sms", "twilio")]: JSON.stringify(twilio),
  [carrierSecret("email", "sendgrid")]: JSON.stringify({
    sendgrid_auth_value: "sendgrid-key",
    sendgrid_from_email: "jobs@cucumber.example",
    sendgrid_from_name: "Cucumber Jobs",
    sendgrid_template_id: "d-00000000000000000000000000000001",
  }),
  "ai-multi-comms/receipt-key-dev": RECEIPT_KEY,
  ...Object.fromEntries(
    ["whatsapp", "sms", "email"].map((channel) => [
      `ai-multi-comms/openai-api-key/${channel}-dev`,
      JSON.stringify({ ai_api_key: ASSISTANT_KEY }),
    ]),
  ),
};

/** Secrets by name, never remembered. */
export const fakeSecrets = (values: Readonly<Record<string, string>> = exampleSecrets): FakeSecrets => {
  const reads: string[] = [];
  let forgotten = 0;
  return {
    secrets: {
      get: (name) => () => {
        reads.push(name);
        const value = values[name];
        return value === undefined
          ? TE.left({ _tag: "SecretMissing" as const, reason: `secret ${name}: ResourceNotFoundException` })()
          : TE.right(value)();
      },
      forgetAll: () => {
        forgotten += 1;
      },
    },
    reads,
    timesForgotten: () => forgotten,
  };
};
