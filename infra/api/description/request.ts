import { defaultLimits } from "../../../runtime/company/company";
import { channels, consentFields, IDENTIFIER, LONGEST_EVIDENCE, REQUEST_ID } from "../../../runtime/request/request";
import { MAXIMUM_DEPTH, SMALLEST_NUMBER } from "../../../runtime/request/storable-json";
import { LONGEST_ADDRESS, WRITTEN_DATE_TIME, WRITTEN_NUMBER } from "../../../runtime/request/text";
import { type Examples, oneOf, type Part, record, text } from "./schema";

/** What is taken is wider than RFC 3339 in one way and narrower in others; both forms together are always taken. */
const givenInstant = (description: string): Part =>
  text(
    `${description}: ISO 8601, \`T\` and \`Z\` in capitals, at most nine digits of a second; seconds and offset may be left out`,
    { format: "date-time", pattern: WRITTEN_DATE_TIME.source },
  );

/** An id of a company or project. */
export const identifier = (description: string): Part => text(description, { pattern: IDENTIFIER.source });

/** An id of a request. */
export const requestId = (description: string): Part =>
  text(`${description}: a UUID of version 4 in lower case`, { format: "uuid", pattern: REQUEST_ID.source });

const UNKEPT =
  "without NUL, halves of surrogate pairs and empty names: they cannot be kept, and are refused as the section's INVALID code";

const { text: characters, list, bytes } = defaultLimits;
const SIZE = `Unless the project has limits of its own: texts of at most ${characters} characters, lists and objects of at most ${list} entries, ${bytes} bytes in all`;

const recipient: Part = {
  type: "object",
  description: `Whom to write to. Further fields are kept for the message; they hold text, ${UNKEPT}. A field that is null counts as absent. ${SIZE}`,
  required: ["comms_consent"],
  properties: {
    recipient_first_name: text("As the message is to address them"),
    recipient_last_name: text("As the message is to address them"),
    recipient_tel: text(
      "E.164, possible in its country; required for whatsapp and sms. Spaces and the like are taken out",
      { pattern: WRITTEN_NUMBER.source },
    ),
    recipient_email: text("Required for email", { format: "email", maxLength: LONGEST_ADDRESS }),
    comms_consent: { type: "boolean", description: "Whether they have consented; nothing is sent without consent" },
  },
  additionalProperties: true,
};

const asked: Part = record({
  request_id: requestId(
    "The idempotency key within the project: the same request may be sent again, another one gets 409",
  ),
  channel_method: oneOf(channels, "The channel; capitals are taken too"),
  initial_request_timestamp: givenInstant("When the client made the request, by its own clock"),
});

/** A text that says something. */
const evidence = (description: string): Part =>
  text(`${description}; without NUL`, { minLength: 1, maxLength: LONGEST_EVIDENCE, pattern: "\\S" });

const consent: Part = {
  type: "object",
  description: "Why the company may write to the recipient: kept with the conversation as the evidence for it",
  required: ["basis"],
  properties: {
    basis: oneOf(Object.keys(consentFields.required.basis.keys), "In the words of the law"),
    source: evidence("Where it comes from: a form, a contract, a call"),
    obtained_at: givenInstant("When it was given"),
    channels: {
      type: "array",
      description: "The channels that it covers, all without this field; another one gets CONSENT_NOT_FOR_CHANNEL",
      minItems: 1,
      uniqueItems: true,
      items: { type: "string", enum: channels },
    },
    text_reference: evidence("Which text the recipient agreed to: a version, an address, a hash"),
  },
  additionalProperties: false,
};

export const request: Part = {
  type: "object",
  required: ["company_data", "recipient_data", "request_data"],
  properties: {
    company_data: record(
      { company_id: identifier("The company"), project_id: identifier("Its project, which the API key belongs to") },
      { description: "For whom the message is" },
    ),
    recipient_data: recipient,
    request_data: { description: "What is asked", ...asked },
    project_data: {
      type: "object",
      description: `What the message is about, in any form: at most ${MAXIMUM_DEPTH} levels deep; numbers up to 2^53 - 1, and 0 or at least ${SMALLEST_NUMBER} away from it; texts ${UNKEPT}. ${SIZE}`,
      additionalProperties: true,
    },
    consent_data: consent,
  },
};

export const EXAMPLE_IDS = {
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  request_id: "550e8400-e29b-41d4-a716-446655440001",
} as const;

const { request_id, ...company_data } = EXAMPLE_IDS;

const first = {
  company_data,
  recipient_data: {
    recipient_first_name: "Ada",
    recipient_last_name: "Byron",
    recipient_tel: "+447400123456",
    recipient_email: "ada@example.com",
    comms_consent: true,
  },
  request_data: { request_id, channel_method: "whatsapp", initial_request_timestamp: "2026-11-20T11:45:32.789Z" },
};

export const requestExamples: Examples = {
  whatsapp: {
    summary: "On WhatsApp, with data for the message",
    value: {
      ...first,
      project_data: {
        jobID: "9999",
        jobRole: "Healthcare Assistant",
        clarificationPoints: [{ point: "The CV does not mention a driving licence.", pointConfirmed: "false" }],
      },
    },
  },
  email: {
    summary: "By email, with the evidence of consent",
    value: {
      ...first,
      request_data: { ...first.request_data, channel_method: "email" },
      consent_data: {
        basis: "consent",
        source: "Application form",
        obtained_at: "2026-11-19T09:00:00Z",
        channels: ["email"],
        text_reference: "privacy-2026-03",
      },
    },
  },
};
