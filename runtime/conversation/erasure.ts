import { createHmac } from "node:crypto";
import type { JsonObject } from "../codec/json";
import type { ConversationKey, NewItem } from "./conversation";
import type { PendingThreads } from "./record";
import type { RequestGuard } from "./request-guard";
import { type Change, released } from "./transitions";

/** What of a record says nothing about a person, but for the key, which goes with the record itself. */
const impersonal = [
  "primary_channel",
  "conversation_id",
  "company_id",
  "project_id",
  "request_id",
  "channel_method",
  "send_state",
  "conversation_status",
  "task_complete",
  "created_at",
];

const compared = ["send_state", "lease_owner", "lease_until"];

/** Nobody has claimed or moved the record since it was read; a record of an older version may lack some of it. */
const asRead = (record: JsonObject): Change["when"] =>
  Object.fromEntries(
    compared.flatMap((name) => {
      const value = record[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );

/**
 * Takes everything personal out of a record and makes it final, so that no worker, receipt or sweep that comes meanwhile
 * finds anything to do. What is left holds the place until no worker can write it anew, and is found by the tombstone where
 * its key is another of the person's addresses.
 */
export const eraseRecord = (
  record: JsonObject,
  pending: PendingThreads | undefined,
  tombstone: string,
  at: Date,
): Change => {
  const set = {
    ...(record.send_state === "sent" ? {} : { send_state: "failed", conversation_status: "failed_unknown" }),
    failure_reason: "erased",
    delivery_status: null,
    messages: [],
    ...released(at),
    lease_owner: "erased",
    updated_at: at.toISOString(),
    erased_at: at.toISOString(),
    erased_for: tombstone,
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

/** Who had a person's data erased, when and why. */
export type Erasure = { readonly at: Date; readonly by: string; readonly reason: string };

/**
 * Stands for an erased recipient's address in what stays. Keyed, since a plain hash of a telephone number can be found by
 * trying them all; `secret` is the receipt key, of which this use is apart.
 */
export const tombstoneOf = (secret: string, primaryChannel: string): string =>
  `erased#${createHmac("sha256", `erasure:${secret}`).update(primaryChannel).digest("hex")}`;

/** Equal to no request's fingerprint, so that a processor that knows of no tombstones sends nothing either. */
const NO_FINGERPRINT = "erased";

const markOf = (tombstone: string, conversationId: string, { at, by, reason }: Erasure) => ({
  winner: { primary_channel: tombstone, conversation_id: conversationId },
  fingerprint: NO_FINGERPRINT,
  erased_at: at.toISOString(),
  erased_by: by,
  erased_reason: reason,
});

/** Takes the person out of a request's guard, which from then on lets nothing of the request through. */
export const buryGuard = (guard: RequestGuard, tombstone: string, erasure: Erasure): Change => ({
  when: { fingerprint: guard.fingerprint },
  set: markOf(tombstone, guard.winner.conversation_id, erasure),
  ...(guard.cancelled_at === undefined ? {} : { remove: ["cancelled"] }),
});

/** The guard of an erased request that had none; it lives as long as the record would have. */
export const buriedGuard = (
  key: ConversationKey,
  record: JsonObject,
  tombstone: string,
  erasure: Erasure,
): NewItem => ({
  ...key,
  ...markOf(tombstone, String(record.conversation_id), erasure),
  created_at: erasure.at.toISOString(),
  ...(record.ttl === undefined ? {} : { ttl: record.ttl }),
});
