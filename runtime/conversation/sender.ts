import { createHash } from "node:crypto";
import * as t from "io-ts";
import { decodeOr } from "../codec/json";
import { Channel } from "../request/request";
import type { ConversationKey, NewItem, Unreadable } from "./conversation";
import type { Change } from "./transitions";

/** Partitions of the index of due checks that hold what came with received messages: a version that knows none does not look there. */
export const SENDER_BUCKETS = ["d0", "d1", "d2", "d3"] as const;

/** One of our senders whose carrier keeps a list of what people wrote to it. */
export const Sender = t.intersection([
  t.type({
    primary_channel: t.string,
    conversation_id: t.string,
    channel: Channel,
    address: t.string,
    /** In one attribute, so that the index of projects does not hold it. */
    of: t.type({ company_id: t.string, project_id: t.string }),
    next_check_at: t.string,
  }),
  t.partial({
    /** The time up to which all that people wrote is on record or queued (ISO 8601); none before the first look. */
    caught_up_to: t.string,
    /** Seconds of which a list could be read to its end, where it had none within the time for it. */
    span_seconds: t.number,
  }),
]);
export type Sender = t.TypeOf<typeof Sender>;

export const decodeSender = decodeOr(
  Sender,
  (places): Unreadable => ({ _tag: "Unreadable", reason: `sender item: ${places}` }),
);

type Declared = Pick<Sender, "channel" | "address" | "of">;

/** A sender that moves to another project is another item. */
const senderKey = ({ channel, address, of: { company_id, project_id } }: Declared): ConversationKey => ({
  primary_channel: `sender#${channel}#${address}`,
  conversation_id: `inbound#${company_id}#${project_id}`,
});

/** As it is first declared: due at once. */
export const senderItem = (declared: Declared): NewItem => {
  const key = senderKey(declared);
  const hash = createHash("sha256").update(`${key.primary_channel}${key.conversation_id}`).digest().readUInt8(0);
  return {
    ...key,
    kind: "sender",
    ...declared,
    check_bucket: SENDER_BUCKETS[hash % SENDER_BUCKETS.length],
    next_check_at: new Date(0).toISOString(),
  };
};

/** Nobody else has looked since. */
const unlooked = ({ next_check_at }: Sender): Change["when"] => ({ next_check_at });

/** Seconds of a list that are read at a time, at most: after an outage of ours it may be long. */
export const LONGEST_SPAN = 3_600;

/** All up to then is on record or queued; the next stretch may be longer again. */
export const caughtUp = (sender: Sender, upTo: string, nextCheckAt: string): Change => ({
  when: unlooked(sender),
  set: {
    caught_up_to: upTo,
    next_check_at: nextCheckAt,
    span_seconds: Math.min(LONGEST_SPAN, (sender.span_seconds ?? LONGEST_SPAN) * 2),
  },
});

/** So many messages that their list has no end within the time for it: half of them at the next look. */
export const shorterStretch = (sender: Sender, at: Date): Change => ({
  when: unlooked(sender),
  set: {
    next_check_at: at.toISOString(),
    span_seconds: Math.max(1, Math.floor((sender.span_seconds ?? LONGEST_SPAN) / 2)),
  },
});

export const lookLater = (sender: Sender, nextCheckAt: string): Change => ({
  when: unlooked(sender),
  set: { next_check_at: nextCheckAt },
});
