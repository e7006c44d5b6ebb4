import type { JsonObject } from "../../runtime/codec/json";
import { requestGuard } from "../../runtime/conversation/request-guard";
import type { Companies } from "../../runtime/ports/companies";
import type { Guards } from "../../runtime/ports/conversations";
import type { Queue } from "../../runtime/ports/queue";
import type { ErrorCode } from "../../runtime/request/error-code";
import { API_KEY_ID, companyRecord } from "../../tools/measure/sample/company-record";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { sampleMessage } from "../../tools/measure/sample/queue-message";
import { validBody } from "../../tools/measure/sample/request";
import { inMemoryCompanies, unreadableCompanies } from "./in-memory-companies";
import refusedBodies from "./refused-bodies.json";
import { guardsOf, type Posted, postBody, refusingQueue } from "./router-env";

/** One reason for which the example request is refused, and how to bring it about. */
export type Refusal = {
  readonly code: ErrorCode;
  readonly what: string;
  /** The field that the answer's `errors` name; none where the body itself is sound. */
  readonly field?: string;
  /** Put over the example's body. */
  readonly body?: JsonObject;
  /** Put over the company's record. */
  readonly record?: JsonObject;
  readonly apiKeyId?: string;
  readonly companies?: Companies;
  readonly guards?: Guards;
  readonly queue?: Queue;
};

const leaves = (value: unknown, path: string): readonly string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}.${name}`))
    : [path];

const touched = ({ body, record, apiKeyId, companies, guards, queue }: Refusal): readonly string[] => [
  ...(body === undefined ? [] : leaves(body, "body")),
  ...(record === undefined ? [] : leaves(record, "companies")),
  ...(apiKeyId === undefined ? [] : ["companies.api_key_reference"]),
  ...(companies === undefined ? [] : ["companies"]),
  ...(guards === undefined ? [] : ["guards"]),
  ...(queue === undefined ? [] : ["queue"]),
];

const within = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);

/** Whether two refusals can stand in one request: neither changes what the other needs. */
export const compatible = (one: Refusal, other: Refusal): boolean =>
  !touched(one).some((path) => touched(other).some((place) => within(path, place) || within(place, path)));

/** What can be wrong with a body, one refusal or more for each code, in the order of the checks; without a value, the field is absent. */
const flaws: readonly JsonObject[] = refusedBodies;

export const bodyRefusals: readonly Refusal[] = flaws.map(({ code, what, field, value, also }) => {
  const [section = "", name] = String(field).split(".");
  const body = {
    ...Object(also),
    [section]: name === undefined ? value : { ...Object(Object(also)[section]), [name]: value },
  };
  return { code: code as ErrorCode, what: String(what), field: String(field), body };
});

const throwing = (): never => {
  throw new Error("Ada Byron +447400123456 ada@example.com");
};

/** Why a request whose body is sound is still refused, in the order of the checks. */
export const projectRefusals: readonly Refusal[] = [
  {
    code: "COMMS_CONSENT_REQUIRED",
    what: "consent is not given",
    body: { recipient_data: { comms_consent: false } },
  },
  {
    code: "CONSENT_NOT_FOR_CHANNEL",
    what: "consent is for other channels",
    body: { consent_data: { basis: "consent", channels: ["sms", "email"] } },
  },
  { code: "COMPANY_NOT_FOUND", what: "there is no such project", companies: inMemoryCompanies() },
  { code: "COMPANY_NOT_FOUND", what: "the key is another project's", apiKeyId: "key-id-zzz-009" },
  { code: "PROJECT_INACTIVE", what: "the project is inactive", record: { project_status: "inactive" } },
  { code: "PROJECT_INACTIVE", what: "the project has no status", record: { project_status: undefined } },
  {
    code: "CHANNEL_NOT_ALLOWED",
    what: "the project has no channels",
    record: { allowed_channels: [] },
  },
  {
    code: "COUNTRY_NOT_ALLOWED",
    what: "the project writes to other countries",
    record: { channel_config: { whatsapp: { countries: ["IE"] } } },
  },
  {
    code: "CONFIGURATION_ERROR",
    what: "the record has no channel's setup",
    record: { channel_config: undefined },
  },
  {
    code: "CONFIGURATION_ERROR",
    what: "the record has a wrong attribute",
    record: { company_rep: { company_rep_1: 5 } },
  },
  { code: "DATABASE_ERROR", what: "the table cannot be read", companies: unreadableCompanies },
  {
    code: "RATE_LIMIT_EXCEEDED",
    what: "the recipient has had the day's messages",
    guards: guardsOf(undefined, { ofRecipient: Array.from({ length: 20 }, (_, n) => `c${n}`) }),
  },
  {
    code: "REQUEST_ID_REUSED",
    what: "another request took the id",
    guards: guardsOf(requestGuard(sampleMessage("whatsapp", { frontend_payload: { project_data: { jobID: "1" } } }))),
  },
  { code: "QUEUE_ERROR", what: "the queue does not accept", queue: refusingQueue },
  { code: "INTERNAL_ERROR", what: "the queue's client throws", queue: { send: throwing } },
  {
    code: "INTERNAL_ERROR",
    what: "the queue's client rejects",
    queue: { send: () => async () => throwing() },
  },
];

/** Sends the example request with these reasons for refusal all at once; `base` is put over the example first. */
export const postRefused = (refusals: readonly Refusal[], base: JsonObject = {}): Promise<Posted> => {
  const body = refusals.reduce((text, refusal) => deepOverride(text, refusal.body ?? {}), validBody(base));
  const record = refusals.reduce((kept, refusal) => deepOverride(kept, refusal.record ?? {}), companyRecord());
  const companies = refusals.find((refusal) => refusal.companies !== undefined)?.companies ?? inMemoryCompanies(record);
  const guards = refusals.find((refusal) => refusal.guards !== undefined)?.guards;
  const queue = refusals.find((refusal) => refusal.queue !== undefined)?.queue;
  const apiKeyId = refusals.find((refusal) => refusal.apiKeyId !== undefined)?.apiKeyId ?? API_KEY_ID;
  const given = { ...(guards === undefined ? {} : { guards }), ...(queue === undefined ? {} : { queue }) };
  return postBody(body, { companies, ...given }, { apiKeyId });
};
