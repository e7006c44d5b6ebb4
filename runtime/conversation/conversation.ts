import { createHash } from "node:crypto";
import * as t from "io-ts";
import { decodeOr, type JsonObject } from "../codec/json";
import type { CarrierCredentials } from "../company/channel-setup";
import type { LogEvent } from "../log/log";
import { Channel } from "../request/request";

/** What a client or an operator reads of a conversation's progress. */
export const ConversationStatus = t.keyof({
  processing: null,
  initial_message_sent: null,
  failed_secrets_fetch: null,
  failed_to_process_ai: null,
  failed_to_send_message: null,
  failed_unknown: null,
  delivery_unknown: null,
  suppressed: null,
  cancelled: null,
});
export type ConversationStatus = t.TypeOf<typeof ConversationStatus>;

/** How far the send has come; the picture is in `transitions.ts`. */
export const SendState = t.keyof({
  accepted: null,
  drafted: null,
  sending: null,
  uncertain: null,
  sent: null,
  failed: null,
});
export type SendState = t.TypeOf<typeof SendState>;

/** A conversation's place in the table: the recipient's address, and the conversation's id. */
export type ConversationKey = { readonly primary_channel: string; readonly conversation_id: string };

/** What the assistant wrote, saved before it is sent, so that a retry sends the same words and does not buy them twice. */
export const Draft = t.readonly(
  t.intersection([
    t.type({
      variables: t.record(t.string, t.string),
      thread_id: t.string,
      prompt_tokens: t.number,
      completion_tokens: t.number,
      total_tokens: t.number,
    }),
    /** What it was written for, by `writtenFor`; drafts of older versions do not say. */
    t.partial({ written_for: t.string }),
  ]),
);
export type Draft = t.TypeOf<typeof Draft>;

/** The right to work on a conversation: who has it, and until when (ISO 8601, UTC, comparable as text). */
export type Lease = { readonly lease_owner: string; readonly lease_until: string };

/** `at` and some seconds later, in the one form in which times stand in records. */
export const isoAfter = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString();

export const leaseFrom = (owner: string, at: Date, seconds: number): Lease => ({
  lease_owner: owner,
  lease_until: isoAfter(at, seconds),
});

/** Partitions of the sweeper's index: few enough to query each, enough that none is hot. */
export const CHECK_BUCKETS = ["0", "1", "2", "3"] as const;

export const checkBucket = (conversationId: string): string =>
  CHECK_BUCKETS[createHash("sha256").update(conversationId).digest().readUInt8(0) % CHECK_BUCKETS.length] ?? "0";

/** What waits for a person has a partition of its own, so that each run of the sweeper can count it. */
export const GIVEN_UP_BUCKET = "given-up";

/** The sparse index of conversations that are not final, by the time at which the sweeper looks at them. */
export const NEXT_CHECK_INDEX = "next-check-index";

/** The index of what ends, by the time from which its threads at OpenAI are deleted. */
export const RETENTION_INDEX = "retention-index";

/** The carrier took the message: its id there, its state, and the text as sent where the carrier tells it. */
export type Accepted = {
  readonly messageId: string;
  readonly deliveryStatus: string;
  readonly text: string | undefined;
  /** The carrier's code of a failure, where it tells one. */
  readonly errorCode?: string | undefined;
};

/** What the carriers call a message that does not reach its recipient. */
const FAILURES: readonly string[] = ["failed", "undelivered", "dropped", "bounce", "blocked"];

/** Why a message was not delivered, by the carrier's own words, if it was not. */
export const deliveryFailure = ({
  deliveryStatus,
  errorCode,
}: Pick<Accepted, "deliveryStatus" | "errorCode">): string | null =>
  FAILURES.includes(deliveryStatus) ? `carrier: ${deliveryStatus}${errorCode ? ` (${errorCode})` : ""}` : null;

type InitialMessage = {
  /** Unknown, where only an operator knows that it was sent. */
  readonly messageId: string | null;
  readonly deliveryStatus: string;
  /** As the carrier tells it; without it the variables stand for the text. */
  readonly text: string | undefined;
  readonly draft: Draft | undefined;
  readonly at: Date;
};

/** The first entry of a conversation's `messages`. */
export const initialMessage = ({ messageId, deliveryStatus, text, draft, at }: InitialMessage): JsonObject => ({
  message_id: messageId,
  timestamp: at.toISOString(),
  role: "assistant",
  content: text ?? JSON.stringify(draft?.variables ?? {}),
  prompt_tokens: draft?.prompt_tokens ?? 0,
  completion_tokens: draft?.completion_tokens ?? 0,
  total_tokens: draft?.total_tokens ?? 0,
  delivery_status: deliveryStatus,
});

/** Stands for a Twilio account in records, which hold no value of a secret; nothing where a carrier knows no accounts. */
export const accountOf = (credentials: CarrierCredentials): string | undefined =>
  credentials._tag === "Twilio"
    ? createHash("sha256").update(credentials.twilio_account_sid).digest("hex").slice(0, 16)
    : undefined;

export const Attempt = t.readonly(
  t.intersection([
    t.type({ attempt_id: t.string, sending_at: t.string }),
    /** The carrier's account that it was made with, by `accountOf`; none where the carrier knows no accounts. */
    t.partial({ account: t.string }),
  ]),
);
export type Attempt = t.TypeOf<typeof Attempt>;

const TextOrNull = t.union([t.string, t.null]);

/** When a request was cancelled (ISO 8601), and why and by whom, as far as the company says. */
export const Cancellation = t.readonly(t.type({ at: t.string, reason: TextOrNull, by: TextOrNull }));
export type Cancellation = t.TypeOf<typeof Cancellation>;

/** What the protocol reads of a conversation's record; whatever else the record has stays with the value, unread. */
export const Conversation = t.intersection([
  t.type({
    primary_channel: t.string,
    conversation_id: t.string,
    company_id: t.string,
    project_id: t.string,
    request_id: t.string,
    channel_method: Channel,
    conversation_status: t.string,
    delivery_status: TextOrNull,
    messages: t.array(t.UnknownRecord),
    send_state: SendState,
    lease_owner: t.string,
    lease_until: t.string,
  }),
  t.partial({
    draft: Draft,
    attempt_id: t.string,
    sending_at: t.string,
    attempts: t.array(Attempt),
    /** How often the carrier's list had none of the attempts, so that the message was sent again. */
    absences: t.number,
    /** What it has cost of the assistant, or may have. */
    assistant_calls: t.number,
    assistant_tokens: t.number,
    /** What that attempt said: the draft may be written anew. */
    unlisted: t.record(t.string, t.string),
    /** When a worker that lives saw the carrier fail to say what became of its call. */
    carrier_failed_at: t.string,
    conflicts: t.array(t.unknown),
    accepted_at: t.string,
    failure_reason: TextOrNull,
    /** It is not sent any more, and nobody brings it back. */
    cancelled: Cancellation,
    /** What the recipient has said against such mail, as the carrier reports it. */
    complaints: t.array(t.UnknownRecord),
    channel_config: t.UnknownRecord,
    next_check_at: t.string,
    sweeps: t.number,
    given_up_at: t.string,
    /** Who is told what happens to it, if anybody: the project's webhook. */
    events_to: t.string,
  }),
]);
export type Conversation = t.TypeOf<typeof Conversation>;

/** Nobody goes on with it by itself, though it is not final: a redrive or an operator does. One of an older version stands in no index. */
export const isGivenUp = ({ given_up_at, next_check_at }: Conversation): boolean =>
  given_up_at !== undefined || next_check_at === undefined;

/** A record that is not as the protocol wrote it. */
export type Unreadable = { readonly _tag: "Unreadable"; readonly reason: string };

export const decodeConversation = decodeOr(
  Conversation,
  (places): Unreadable => ({ _tag: "Unreadable", reason: `conversation record: ${places}` }),
);

/** An item as it is first written; whoever writes it knows what else it holds. */
export type NewItem = ConversationKey & JsonObject;

const SECONDS_PER_DAY = 86_400;

/** DynamoDB deletes an item some time after this epoch second. */
export const expiry = (at: Date, ttlDays: number | undefined): JsonObject =>
  ttlDays === undefined ? {} : { ttl: Math.floor(at.getTime() / 1000) + ttlDays * SECONDS_PER_DAY };

/**
 * Days before a record's end in which its threads at OpenAI are deleted: a key may be refused, or OpenAI be down, for some of
 * them. None is written to then, as no message is sent after 28 days, and no record ends before 35.
 */
const THREADS_END_DAYS = 7;

/** When DynamoDB deletes a record, and when its threads are deleted before. */
export const retention = (conversationId: string, at: Date, ttlDays: number | undefined): JsonObject =>
  ttlDays === undefined
    ? {}
    : {
        ...expiry(at, ttlDays),
        retention_bucket: checkBucket(conversationId),
        retention_check_at: isoAfter(at, (ttlDays - THREADS_END_DAYS) * SECONDS_PER_DAY),
      };

export type Correlation = Pick<LogEvent, "request_id" | "conversation_id" | "company_id" | "project_id" | "channel">;

/** By what a request is followed through the logs of all functions. */
export const correlationOfRecord = (conversation: Conversation): Correlation => ({
  request_id: conversation.request_id,
  conversation_id: conversation.conversation_id,
  company_id: conversation.company_id,
  project_id: conversation.project_id,
  channel: conversation.channel_method,
});
