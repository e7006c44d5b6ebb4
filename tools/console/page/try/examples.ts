import type { Channel } from "../../api/channels";
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
const within = (section: Section, fields: object) => (request: ExampleRequest) =>
  text({ ...request, [section]: { ...request[section], ...fields } });

const instead = (section: Section | "project_data", value: unknown) => (request: ExampleRequest) =>
  text({ ...request, [section]: value });

/** Refused for what it says. */
const bad = (code: string, what: string, body: Example["body"], status = 400): Example => ({
  code,
  status,
  what,
  body,
});

/** Refused for what holds while it is sent. */
const sound = (code: string, status: number, what: string, part: Pick<Example, "key" | "arrangement">): Example => ({
  code,
  status,
  what,
  body: text,
  ...part,
});

const on = (channel: Channel, fields: object) => (request: ExampleRequest) =>
  within("recipient_data", fields)({ ...request, request_data: { ...request.request_data, channel_method: channel } });

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
  bad("MISSING_RECIPIENT_TEL", "A text message without a number.", on("sms", { recipient_tel: undefined })),
  bad("INVALID_RECIPIENT_TEL", "A number that is too long.", on("sms", { recipient_tel: "+4474001234567" })),
  bad("MISSING_RECIPIENT_EMAIL", "An email without an address.", on("email", { recipient_email: undefined })),
  bad("INVALID_RECIPIENT_EMAIL", "An address without an “@”.", on("email", { recipient_email: "ada at example" })),
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
  sound("COMPANY_NOT_FOUND", 404, "Sent with the key of another company.", { key: "other" }),
  sound("PROJECT_INACTIVE", 403, "To a project that is switched off.", { arrangement: "inactive-project" }),
  sound("CHANNEL_NOT_ALLOWED", 403, "To a project without channels.", { arrangement: "no-channel" }),
  bad("COUNTRY_NOT_ALLOWED", "By SMS to a number abroad.", on("sms", { recipient_tel: "+12425550123" }), 403),
  sound("CONFIGURATION_ERROR", 500, "To a project whose record has no sender.", {
    arrangement: "misconfigured-project",
  }),
  sound("DATABASE_ERROR", 500, "While the company table cannot be read.", { arrangement: "unreadable-table" }),
  sound("RATE_LIMIT_EXCEEDED", 429, "To a project that has sent the day’s messages.", { arrangement: "reached-limit" }),
  sound("REQUEST_ID_REUSED", 409, "Under an id that another request took.", { arrangement: "taken-id" }),
  sound("QUEUE_ERROR", 500, "While the queue takes no messages.", { arrangement: "refusing-queue" }),
  sound("Forbidden", 403, "Without a key: API Gateway’s own answer.", { key: "none" }),
];
