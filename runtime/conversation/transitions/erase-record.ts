import type { JsonObject } from "../../codec/json-object";
import type { Change } from "../change";

/** What of a record says nothing about a person, but for the key, which goes with the record itself. */
const impersonal = [
  "primary_channel",
  "conversation_id",
  "company_id",
  "project_id",
  "request_id",
  "channel_method",
  "conversation_status",
  "task_complete",
  "created_at",
];

/** Where a thread at OpenAI is, and the name of the secret that opens it. */
export type PendingThread = { readonly thread_id: string; readonly key_name: string };

const guarded = ["send_state", "lease_owner", "lease_until"];

/** Nobody has claimed or moved the record since it was read; a record of an older version may lack some of it. */
const asRead = (record: JsonObject): Change["when"] =>
  Object.fromEntries(
    guarded.flatMap((name) => {
      const value = record[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );

/**
 * Takes everything personal out of a record and makes it final, so that no worker, receipt or sweep that comes meanwhile
 * finds anything to do. What is left holds the place until no worker can write it anew.
 */
export const eraseRecord = (record: JsonObject, pending: PendingThread | undefined, at: Date): Change => {
  const set = {
    send_state: "failed",
    failure_reason: "erased",
    delivery_status: null,
    messages: [],
    lease_owner: "erased",
    lease_until: at.toISOString(),
    updated_at: at.toISOString(),
    erased_at: at.toISOString(),
    ...(pending === undefined ? {} : { erasure_pending: pending }),
  };
  const kept = [...impersonal, ...Object.keys(set)];
  return { when: asRead(record), set, remove: Object.keys(record).filter((name) => !kept.includes(name)) };
};

/** Nothing is left to do but to remove the record; should nobody come back for that, DynamoDB does after `ttl` (epoch seconds). */
export const erasureDone = (erasedAt: string, ttl: number): Change => ({
  when: { erased_at: erasedAt },
  set: { ttl },
  remove: ["erasure_pending"],
});
