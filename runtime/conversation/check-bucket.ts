import { createHash } from "node:crypto";

/** Partitions of the sweeper's index: few enough to query each, enough that none is hot. */
export const CHECK_BUCKETS = ["0", "1", "2", "3"] as const;

export const checkBucket = (conversationId: string): string =>
  CHECK_BUCKETS[createHash("sha256").update(conversationId).digest().readUInt8(0) % CHECK_BUCKETS.length] ?? "0";
