import { createHmac } from "node:crypto";
import type { JsonObject } from "../codec/json-object";
import type { Change } from "./change";
import type { ConversationKey } from "./conversation-key";
import type { RequestGuard } from "./request-guard";

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
});

/** The guard of an erased request that had none; it lives as long as the record would have. */
export const buriedGuard = (
  key: ConversationKey,
  record: JsonObject,
  tombstone: string,
  erasure: Erasure,
): JsonObject => ({
  ...key,
  ...markOf(tombstone, String(record.conversation_id), erasure),
  created_at: erasure.at.toISOString(),
  ...(record.ttl === undefined ? {} : { ttl: record.ttl }),
});
