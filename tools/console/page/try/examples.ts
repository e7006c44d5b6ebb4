import type { Arrangement, ExampleRequest } from "../../api/try-request";

/** A request that is refused with a certain code, made of a sound one. */
export type Example = {
  readonly code: string;
  readonly status: number;
  readonly what: string;
  /** The text to send. */
  readonly body: (sound: ExampleRequest) => string;
  readonly key?: "other" | "none";
  readonly arrangement?: Arrangement;
};

type Section = "company_data" | "recipient_data" | "request_data";

const text = (body: object): string => JSON.stringify(body, null, 2);

/** Puts other fields over a section; `undefined` leaves one out. */
const within = (section: Section, fields: object) => (sound: ExampleRequest) =>
  text({ ...sound, [section]: { ...sound[section], ...fields } });

const instead = (section: Section | "project_data", value: unknown) => (sound: ExampleRequest) =>
  text({ ...sound, [section]: value });

const sound = (request: ExampleRequest): string => text(request);

const bad = (code: string, what: string, body: Example["body"], status = 400): Example => ({
  code,
  status,
  what,
  body,
});

const sms = { channel_method: "sms" } as const;
const onSms = (fields: object) => (request: ExampleRequest) =>
  within("recipient_data", fields)({ ...request, request_data: { ...request.request_data, ...sms } });
const onEmail = (fields: object) => (request: ExampleRequest) =>
  within("recipient_data", fields)({ ...request, request_data: { ...request.request_data, channel_method: "email" } });

/** One for every code that a client can meet, in the order of the checks. */
export const examples: readonly Example[] = [
  bad("INVALID_REQUEST", "The body is not JSON.", () => "{ this is not JSON"),
  bad(
    "PAYLOAD_TOO_LARGE",
    "The body is larger than a queue message may be.",
    instead("project_data", { long: "x".repeat(300_000) }),
    413,
  ),
  bad("INVALID_COMPANY_DATA_TYPE", "company_data is a list.", instead("company_data", [])),
  bad("MISSING_IDENTIFIERS", "project_id is left out.", within("company_data", { project_id: undefined })),
  bad("INVALID_IDENTIFIERS", "company_id holds a “#”.", within("company_data", { company_id: "ci#aaa" })),
  bad("MISSING_RECIPIENT_DATA", "recipient_data is left out.", instead("recipient_data", undefined)),
  bad("MISSING_REQUEST_DATA", "request_data is left out.", instead("request_data", undefined)),
  bad("INVALID_RECIPIENT_DATA_TYPE", "recipient_data is a text.", instead("recipient_data", "Ada")),
  bad("INVALID_REQUEST_DATA_TYPE", "request_data is null.", instead("request_data", null)),
  bad("MISSING_REQUEST_ID", "request_id is left out.", within("request_data", { request_id: undefined })),
  bad("MISSING_CHANNEL_METHOD", "channel_method is left out.", within("request_data", { channel_method: undefined })),
  bad(
    "MISSING_INITIAL_REQUEST_TIMESTAMP",
    "The timestamp is left out.",
    within("request_data", { initial_request_timestamp: undefined }),
  ),
  bad("INVALID_REQUEST_ID_FORMAT", "request_id is a number.", within("request_data", { request_id: 5 })),
  bad("INVALID_CHANNEL_METHOD_FORMAT", "channel_method is empty.", within("request_data", { channel_method: "" })),
  bad(
    "INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    "The timestamp is null.",
    within("request_data", { initial_request_timestamp: null }),
  ),
  bad("INVALID_REQUEST_ID", "request_id is no UUID of version 4.", within("request_data", { request_id: "42" })),
  bad("UNSUPPORTED_CHANNEL", "The channel is a telegram.", within("request_data", { channel_method: "telegram" })),
  bad(
    "INVALID_TIMESTAMP",
    "30 February does not exist.",
    within("request_data", { initial_request_timestamp: "2026-02-30T00:00:00Z" }),
  ),
  bad("MISSING_RECIPIENT_TEL", "A text message without a number.", onSms({ recipient_tel: undefined })),
  bad("INVALID_RECIPIENT_TEL", "A number that is too long.", onSms({ recipient_tel: "+4474001234567" })),
  bad("MISSING_RECIPIENT_EMAIL", "An email without an address.", onEmail({ recipient_email: undefined })),
  bad("INVALID_RECIPIENT_EMAIL", "An address without an “@”.", onEmail({ recipient_email: "ada at example" })),
  bad("INVALID_RECIPIENT_DATA", "A name that is a list.", within("recipient_data", { recipient_first_name: ["Ada"] })),
  bad(
    "MISSING_COMMS_CONSENT",
    "Nobody said whether there is consent.",
    within("recipient_data", { comms_consent: undefined }),
  ),
  bad("INVALID_COMMS_CONSENT_TYPE", "Consent is the text “true”.", within("recipient_data", { comms_consent: "true" })),
  bad("INVALID_PROJECT_DATA", "project_data is a list.", instead("project_data", [])),
  bad(
    "COMMS_CONSENT_REQUIRED",
    "The recipient does not consent.",
    within("recipient_data", { comms_consent: false }),
    403,
  ),
  { code: "COMPANY_NOT_FOUND", status: 404, what: "Sent with the key of another company.", body: sound, key: "other" },
  {
    code: "PROJECT_INACTIVE",
    status: 403,
    what: "To a project that is switched off.",
    body: sound,
    arrangement: "inactive-project",
  },
  {
    code: "CHANNEL_NOT_ALLOWED",
    status: 403,
    what: "To a project without channels.",
    body: sound,
    arrangement: "no-channel",
  },
  {
    code: "CONFIGURATION_ERROR",
    status: 500,
    what: "To a project whose record has no sender.",
    body: sound,
    arrangement: "misconfigured-project",
  },
  {
    code: "DATABASE_ERROR",
    status: 500,
    what: "While the company table cannot be read.",
    body: sound,
    arrangement: "unreadable-table",
  },
  {
    code: "QUEUE_ERROR",
    status: 500,
    what: "While the queue takes no messages.",
    body: sound,
    arrangement: "refusing-queue",
  },
  { code: "Forbidden", status: 403, what: "Without a key: API Gateway’s own answer.", body: sound, key: "none" },
];
