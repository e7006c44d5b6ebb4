import type { JsonObject } from "../../runtime/codec/json";
import type { Companies } from "../../runtime/ports/companies";
import type { Queue } from "../../runtime/ports/queue";
import type { ErrorCode } from "../../runtime/request/error-code";
import { API_KEY_ID, companyRecord } from "../../tools/measure/sample/company-record";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { validBody } from "../../tools/measure/sample/request";
import { inMemoryCompanies, unreadableCompanies } from "./in-memory-companies";
import { type Posted, postBody, refusingQueue } from "./router-env";

/** One reason for which the example request is refused, and how to bring it about. */
export type Refusal = {
  readonly code: ErrorCode;
  readonly what: string;
  /** The fields that the answer's `errors` name; none where the body itself is sound. */
  readonly fields: readonly string[];
  /** Put over the example's body. */
  readonly body?: JsonObject;
  /** Put over the company's record. */
  readonly record?: JsonObject;
  readonly apiKeyId?: string;
  readonly companies?: Companies;
  readonly queue?: Queue;
};

const leaves = (value: unknown, path: string): readonly string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}.${name}`))
    : [path];

const touched = ({ body, record, apiKeyId, companies, queue }: Refusal): readonly string[] => [
  ...(body === undefined ? [] : leaves(body, "body")),
  ...(record === undefined ? [] : leaves(record, "companies")),
  ...(apiKeyId === undefined ? [] : ["companies.api_key_reference"]),
  ...(companies === undefined ? [] : ["companies"]),
  ...(queue === undefined ? [] : ["queue"]),
];

const within = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);

/** Whether two refusals can stand in one request: neither changes what the other needs. */
export const compatible = (one: Refusal, other: Refusal): boolean =>
  !touched(one).some((path) => touched(other).some((place) => within(path, place) || within(place, path)));

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

const throwing = (): never => {
  throw new Error("Ada Byron +447400123456 ada@example.com");
};

/** Why a request whose body is sound is still refused, in the order of the checks. */
export const projectRefusals: readonly Refusal[] = [
  {
    code: "COMMS_CONSENT_REQUIRED",
    what: "consent is not given",
    fields: [],
    body: { recipient_data: { comms_consent: false } },
  },
  { code: "COMPANY_NOT_FOUND", what: "there is no such project", fields: [], companies: inMemoryCompanies() },
  { code: "COMPANY_NOT_FOUND", what: "the key is another project's", fields: [], apiKeyId: "key-id-zzz-009" },
  { code: "PROJECT_INACTIVE", what: "the project is inactive", fields: [], record: { project_status: "inactive" } },
  { code: "PROJECT_INACTIVE", what: "the project has no status", fields: [], record: { project_status: undefined } },
  {
    code: "CHANNEL_NOT_ALLOWED",
    what: "the project has no channels",
    fields: [],
    record: { allowed_channels: [] },
  },
  {
    code: "CONFIGURATION_ERROR",
    what: "the record has no channel's setup",
    fields: [],
    record: { channel_config: undefined },
  },
  {
    code: "CONFIGURATION_ERROR",
    what: "the record has a wrong attribute",
    fields: [],
    record: { company_rep: { company_rep_1: 5 } },
  },
  { code: "DATABASE_ERROR", what: "the table cannot be read", fields: [], companies: unreadableCompanies },
  { code: "QUEUE_ERROR", what: "the queue does not accept", fields: [], queue: refusingQueue },
  { code: "INTERNAL_ERROR", what: "the queue's client throws", fields: [], queue: { send: throwing } },
  {
    code: "INTERNAL_ERROR",
    what: "the queue's client rejects",
    fields: [],
    queue: { send: () => async () => throwing() },
  },
];

/** Sends the example request with these reasons for refusal all at once; `base` is put over the example first. */
export const postRefused = (refusals: readonly Refusal[], base: JsonObject = {}): Promise<Posted> => {
  const body = refusals.reduce((text, refusal) => deepOverride(text, refusal.body ?? {}), validBody(base));
  const record = refusals.reduce((kept, refusal) => deepOverride(kept, refusal.record ?? {}), companyRecord());
  const companies = refusals.find((refusal) => refusal.companies !== undefined)?.companies ?? inMemoryCompanies(record);
  const queue = refusals.find((refusal) => refusal.queue !== undefined)?.queue;
  const apiKeyId = refusals.find((refusal) => refusal.apiKeyId !== undefined)?.apiKeyId ?? API_KEY_ID;
  return postBody(body, { companies, ...(queue === undefined ? {} : { queue }) }, { apiKeyId });
};
