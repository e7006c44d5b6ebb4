import type { Refusal } from "./refusal";

const sms = { request_data: { channel_method: "sms" } };
const email = { request_data: { channel_method: "email" } };

/** What can be wrong with a body, one refusal or more for each code, in the order of the checks. */
export const bodyRefusals: readonly Refusal[] = [
  {
    code: "INVALID_COMPANY_DATA_TYPE",
    what: "company_data is null",
    fields: ["company_data"],
    body: { company_data: null },
  },
  {
    code: "INVALID_COMPANY_DATA_TYPE",
    what: "company_data is a list",
    fields: ["company_data"],
    body: { company_data: [] },
  },
  {
    code: "MISSING_IDENTIFIERS",
    what: "company_data is absent",
    fields: ["company_data"],
    body: { company_data: undefined },
  },
  {
    code: "MISSING_IDENTIFIERS",
    what: "company_id is absent",
    fields: ["company_data.company_id"],
    body: { company_data: { company_id: undefined } },
  },
  {
    code: "MISSING_IDENTIFIERS",
    what: "project_id is null",
    fields: ["company_data.project_id"],
    body: { company_data: { project_id: null } },
  },
  {
    code: "INVALID_IDENTIFIERS",
    what: "company_id holds a separator",
    fields: ["company_data.company_id"],
    body: { company_data: { company_id: "ci#aaa" } },
  },
  {
    code: "INVALID_IDENTIFIERS",
    what: "project_id is too long",
    fields: ["company_data.project_id"],
    body: { company_data: { project_id: "p".repeat(65) } },
  },
  {
    code: "MISSING_RECIPIENT_DATA",
    what: "recipient_data is absent",
    fields: ["recipient_data"],
    body: { recipient_data: undefined },
  },
  {
    code: "MISSING_REQUEST_DATA",
    what: "request_data is absent",
    fields: ["request_data"],
    body: { request_data: undefined },
  },
  {
    code: "INVALID_RECIPIENT_DATA_TYPE",
    what: "recipient_data is a text",
    fields: ["recipient_data"],
    body: { recipient_data: "Ada" },
  },
  {
    code: "INVALID_REQUEST_DATA_TYPE",
    what: "request_data is null",
    fields: ["request_data"],
    body: { request_data: null },
  },
  {
    code: "MISSING_REQUEST_ID",
    what: "request_id is absent",
    fields: ["request_data.request_id"],
    body: { request_data: { request_id: undefined } },
  },
  {
    code: "MISSING_CHANNEL_METHOD",
    what: "channel_method is absent",
    fields: ["request_data.channel_method"],
    body: { request_data: { channel_method: undefined } },
  },
  {
    code: "MISSING_INITIAL_REQUEST_TIMESTAMP",
    what: "initial_request_timestamp is absent",
    fields: ["request_data.initial_request_timestamp"],
    body: { request_data: { initial_request_timestamp: undefined } },
  },
  {
    code: "INVALID_REQUEST_ID_FORMAT",
    what: "request_id is a number",
    fields: ["request_data.request_id"],
    body: { request_data: { request_id: 5 } },
  },
  {
    code: "INVALID_CHANNEL_METHOD_FORMAT",
    what: "channel_method is empty",
    fields: ["request_data.channel_method"],
    body: { request_data: { channel_method: "" } },
  },
  {
    code: "INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    what: "initial_request_timestamp is null",
    fields: ["request_data.initial_request_timestamp"],
    body: { request_data: { initial_request_timestamp: null } },
  },
  {
    code: "INVALID_REQUEST_ID",
    what: "request_id is in capitals",
    fields: ["request_data.request_id"],
    body: { request_data: { request_id: "550E8400-E29B-41D4-A716-446655440001" } },
  },
  {
    code: "UNSUPPORTED_CHANNEL",
    what: "the channel is another",
    fields: ["request_data.channel_method"],
    body: { request_data: { channel_method: "telegram" } },
  },
  {
    code: "INVALID_TIMESTAMP",
    what: "the date does not exist",
    fields: ["request_data.initial_request_timestamp"],
    body: { request_data: { initial_request_timestamp: "2026-02-30T00:00:00Z" } },
  },
  {
    code: "MISSING_RECIPIENT_TEL",
    what: "the number is absent",
    fields: ["recipient_data.recipient_tel"],
    body: { ...sms, recipient_data: { recipient_tel: undefined } },
  },
  {
    code: "INVALID_RECIPIENT_TEL",
    what: "the number is not possible",
    fields: ["recipient_data.recipient_tel"],
    body: { ...sms, recipient_data: { recipient_tel: "+4474001234567" } },
  },
  {
    code: "MISSING_RECIPIENT_EMAIL",
    what: "the address is null",
    fields: ["recipient_data.recipient_email"],
    body: { ...email, recipient_data: { recipient_email: null } },
  },
  {
    code: "INVALID_RECIPIENT_EMAIL",
    what: "the address is none",
    fields: ["recipient_data.recipient_email"],
    body: { ...email, recipient_data: { recipient_email: "ada at example" } },
  },
  {
    code: "INVALID_RECIPIENT_DATA",
    what: "a name is a list",
    fields: ["recipient_data.recipient_first_name"],
    body: { recipient_data: { recipient_first_name: ["Ada"] } },
  },
  {
    code: "MISSING_COMMS_CONSENT",
    what: "consent is absent",
    fields: ["recipient_data.comms_consent"],
    body: { recipient_data: { comms_consent: undefined } },
  },
  {
    code: "INVALID_COMMS_CONSENT_TYPE",
    what: "consent is a text",
    fields: ["recipient_data.comms_consent"],
    body: { recipient_data: { comms_consent: "true" } },
  },
  {
    code: "INVALID_PROJECT_DATA",
    what: "project_data is a list",
    fields: ["project_data"],
    body: { project_data: [] },
  },
];
