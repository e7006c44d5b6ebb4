import { inMemoryCompanies, unreadableCompanies } from "../fakes/in-memory-companies";
import { refusingQueue } from "../fakes/in-memory-queue";
import type { Refusal } from "./refusal";

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
