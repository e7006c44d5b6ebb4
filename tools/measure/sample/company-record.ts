import type { JsonObject } from "../../../runtime/codec/json";
import { deepOverride } from "./deep-override";

export const API_KEY_ID = "key-id-aaa-001";

const assistant = (channel: string) => ({
  api_key_reference: `ai-multi-comms/openai-api-key/${channel}-dev`,
  template_sender: {
    model: "gpt-6-luna",
    instructions: "Write to a candidate about a job.",
    content_variables: { "1": "the recipient's first name", "2": "the role that they applied for" },
  },
  replies: { model: "gpt-6-luna", instructions: "Answer a candidate.", content_variables: { "1": "the answer" } },
});

const example = {
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  company_name: "Cucumber Recruitment",
  project_name: "Clarify CV",
  api_key_reference: [API_KEY_ID],
  allowed_channels: ["whatsapp", "sms", "email"],
  project_status: "active",
  rate_limits: {
    requests_per_minute: 60,
    requests_per_day: 1000,
    max_message_length: 1000,
  },
  company_rep: { company_rep_1: "Carol", company_rep_2: null },
  ai_config: {
    openai_config: { whatsapp: assistant("whatsapp"), sms: assistant("sms"), email: assistant("email") },
  },
  channel_config: {
    whatsapp: {
      company_whatsapp_number: "+447400654321",
      whatsapp_credentials_id: "ai-multi-comms/whatsapp-credentials/cucumber-recruitment/clarify-cv/twilio-dev",
    },
    sms: {
      company_sms_number: "+447400654322",
      sms_credentials_id: "ai-multi-comms/sms-credentials/cucumber-recruitment/clarify-cv/twilio-dev",
    },
    email: {
      company_email: "jobs@cucumber.example",
      email_credentials_id: "ai-multi-comms/email-credentials/cucumber-recruitment/clarify-cv/sendgrid-dev",
      default_subject_line: "Your application",
      email_from_name: "Cucumber",
    },
  },
  auto_queue_initial_message: false,
  auto_queue_initial_message_from_number: [],
  auto_queue_initial_message_from_email: [],
  auto_queue_reply_message: false,
  auto_queue_reply_message_from_number: [],
  auto_queue_reply_message_from_email: [],
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
};

/** A project that may use all three channels; overrides go into its maps, `undefined` leaves an attribute out. */
export const companyRecord = (overrides: JsonObject = {}): JsonObject => deepOverride(example, overrides);

const carrierSecret = (kind: string, carrier: string) =>
  `ai-multi-comms/${kind}-credentials/cucumber-recruitment/clarify-cv/${carrier}-dev`;

/** What a project keeps in its secrets. */
export const twilioSecret = {
  twilio_account_sid: "AC00000000000000000000000000000001",
  twilio_auth_token: "twilio-token",
  twilio_template_sid: "HX00000000000000000000000000000001",
};

export const sendgridSecret = {
  sendgrid_auth_value: "sendgrid-key",
  sendgrid_from_email: "jobs@cucumber.example",
  sendgrid_from_name: "Cucumber Jobs",
  sendgrid_template_id: "d-00000000000000000000000000000001",
};

export const ASSISTANT_KEY = "the-assistant-key";
export const RECEIPT_KEY = "the-receipt-key";
export const CONSENT_KEY = "the-consent-key";

/** The secrets that the example's company record and settings name. */
export const exampleSecrets: Readonly<Record<string, string>> = {
  [carrierSecret("whatsapp", "twilio")]: JSON.stringify(twilioSecret),
  [carrierSecret("sms", "twilio")]: JSON.stringify(twilioSecret),
  [carrierSecret("email", "sendgrid")]: JSON.stringify(sendgridSecret),
  "ai-multi-comms/receipt-key-dev": RECEIPT_KEY,
  "ai-multi-comms/consent-key-dev": CONSENT_KEY,
  ...Object.fromEntries(
    ["whatsapp", "sms", "email"].map((channel) => [
      `ai-multi-comms/openai-api-key/${channel}-dev`,
      JSON.stringify({ ai_api_key: ASSISTANT_KEY }),
    ]),
  ),
};
