import type { JsonObject } from "../codec/json";
import type { Channel } from "../request/request";
import {
  type Accepted,
  type Attempt,
  type Conversation,
  type ConversationKey,
  type ConversationStatus,
  checkBucket,
  type Draft,
  deliveryFailure,
  initialMessage,
  type Lease,
  type SendState,
} from "./conversation";

/*
 * The send protocol: how far a send has come, and every change of a conversation's record, each one conditional write.
 *
 *     (absent) ─claim─▶ accepted ─saveDraft─▶ drafted ─commitToSend─▶ sending ─recordSent─▶ sent
 *                                               ▲                        │
 *                                               ├────recordSetback───────┤  definitely not sent
 *                                               │                        ├──recordSetback──▶ failed    refused for good
 *                                               │   recordSetback, or    │
 *                                               │   markUncertain: nobody knows
 *                                               │                        ▼
 *                                               ├─returnToDrafted─── uncertain ─adoptMessage─▶ sent    a list or a receipt has it
 *                                               └─giveUpSending──────────┘  └──giveUpKnowing: an operator's
 *
 * A receipt adopts in any state. What is not final stands in the sweeper's index, by `next_check_at`.
 */

/** One conditional write: made only while every attribute of `when` has its value (of a list: one of them). */
export type Change = {
  readonly when: Readonly<Record<string, string | readonly string[]>>;
  readonly set: JsonObject;
  readonly append?: Readonly<Record<string, readonly unknown[]>>;
  readonly remove?: readonly string[];
};

/** The condition of those who do not hold the lease: nobody has claimed the record or moved its state since it was read. */
export const untouched = ({ send_state, lease_owner, lease_until }: Conversation) => ({
  send_state,
  lease_owner,
  lease_until,
});

/** Every write after the claim requires that the lease is still the writer's. */
const heldBy = ({ lease_owner }: Lease): { readonly lease_owner: string } => ({ lease_owner });

/** The lease ends now: whoever comes next may claim the conversation at once. */
export const released = (at: Date) => ({ lease_until: at.toISOString() });

/** Out of the sweeper's index: nobody looks at the conversation any more, unless its queue or an operator does. */
export const unwatched: readonly string[] = ["check_bucket", "next_check_at"];

type SentMessage = {
  readonly channel: Channel;
  /** The carrier's id of the message; an operator may not know it. */
  readonly messageId: string | null;
  readonly deliveryStatus: string;
  readonly text: string | undefined;
  readonly draft: Draft | undefined;
  readonly errorCode?: string | undefined;
  readonly at: Date;
};

/** What a record says once the carrier has the message, whoever found that out. */
export const sent = ({ channel, at, ...message }: SentMessage): Pick<Change, "set" | "remove"> => ({
  set: {
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    delivery_status: message.deliveryStatus,
    failure_reason: deliveryFailure(message),
    messages: [initialMessage({ ...message, at })],
    ...(channel === "email" ? { email_id: message.messageId } : {}),
    updated_at: at.toISOString(),
  },
  remove: unwatched,
});

/** Takes a conversation whose holder's lease has expired; a holder that renewed meanwhile keeps it. */
export const takeOver = (expired: Lease & ConversationKey, lease: Lease, nextCheckAt: string): Change => ({
  when: { lease_owner: expired.lease_owner, lease_until: expired.lease_until },
  set: { ...lease, check_bucket: checkBucket(expired.conversation_id), next_check_at: nextCheckAt },
});

/** Keeps the conversation for longer. */
export const renewLease = (lease: Lease): Change => ({ when: heldBy(lease), set: { lease_until: lease.lease_until } });

/** Keeps what the assistant wrote, before it is sent. */
export const saveDraft = (lease: Lease, draft: Draft, at: Date): Change => ({
  when: { ...heldBy(lease), send_state: "accepted" },
  set: { send_state: "drafted", draft, thread_id: draft.thread_id, updated_at: at.toISOString() },
});

/** The intent log: written before the carrier is called, so that a death in between leaves a trace. */
export const commitToSend = (lease: Lease, attempt: Attempt): Change => {
  const { attempt_id, sending_at } = attempt;
  return {
    when: { ...heldBy(lease), send_state: "drafted" },
    set: { send_state: "sending", attempt_id, sending_at, updated_at: sending_at },
    append: { attempts: [attempt] },
  };
};

type RecordedSent = {
  readonly lease: Lease;
  readonly channel: Channel;
  readonly attemptId: string;
  readonly draft: Draft;
  readonly accepted: Accepted;
  readonly at: Date;
  /** Milliseconds from the claim to the carrier's answer. */
  readonly processingMs: number;
};

/** The final record update: the carrier has accepted the message. */
export const recordSent = ({ lease, attemptId, accepted, processingMs, ...message }: RecordedSent): Change => {
  const { set, ...rest } = sent({ ...message, ...accepted });
  return {
    when: { ...heldBy(lease), send_state: "sending", attempt_id: attemptId },
    set: { ...set, initial_processing_time_ms: processingMs },
    ...rest,
  };
};

type Adoption = {
  readonly attemptId: string;
  readonly accepted: Accepted;
  readonly at: Date;
};

/** Records a message that the carrier turned out to have. */
export const adoptMessage = (conversation: Conversation, { attemptId, accepted, at }: Adoption): Change => {
  const { draft, channel_method: channel } = conversation;
  const { set, ...rest } = sent({ channel, draft, ...accepted, at });
  return { when: untouched(conversation), set: { ...set, attempt_id: attemptId }, ...rest };
};

type RecordedSetback = {
  readonly status: ConversationStatus;
  readonly reason: string;
  /** The state that the setback leaves, where it changes it. */
  readonly sendState: SendState | undefined;
  /** When the sweeper looks, should the message not come back; never, once the dead letters have it. */
  readonly nextCheckAt: string | undefined;
  readonly at: Date;
};

/** A call that was not made or not taken leaves a draft, whether or not its commit reached the store. */
const statesBefore = (sendState: SendState | undefined): SendState | readonly SendState[] => {
  if (sendState === undefined) return ["accepted", "drafted"];
  return sendState === "drafted" ? ["drafted", "sending"] : "sending";
};

/**
 * Notes why a step failed and releases the lease, so that the next receive can go on. Refused when a
 * receipt has been faster: a message that the carrier reports on is sent, whatever became of its call.
 */
export const recordSetback = (
  lease: Lease,
  { status, reason, sendState, nextCheckAt, at }: RecordedSetback,
): Change => ({
  when: { ...heldBy(lease), send_state: statesBefore(sendState) },
  set: {
    conversation_status: status,
    failure_reason: reason,
    ...released(at),
    updated_at: at.toISOString(),
    ...(sendState === undefined ? {} : { send_state: sendState }),
    ...(nextCheckAt === undefined ? {} : { next_check_at: nextCheckAt }),
  },
  ...(nextCheckAt === undefined ? { remove: unwatched } : {}),
});

/** The worker that was sending is gone without a word: the message is not sent again blindly, but looked into at once. */
export const markUncertain = (conversation: Conversation, reason: string, at: Date): Change => ({
  when: { lease_owner: conversation.lease_owner, send_state: "sending" },
  set: {
    send_state: "uncertain",
    failure_reason: reason,
    check_bucket: checkBucket(conversation.conversation_id),
    next_check_at: at.toISOString(),
    updated_at: at.toISOString(),
  },
});

/** The message was not sent after all: the draft may go out again. */
export const returnToDrafted = (conversation: Conversation, nextCheckAt: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "drafted",
    conversation_status: "processing",
    failure_reason: null,
    ...released(at),
    next_check_at: nextCheckAt,
    updated_at: at.toISOString(),
  },
});

/** The carrier had none of many attempts: the draft stays, for a redrive or an operator once the cause is mended. */
export const giveUpSending = (conversation: Conversation, reason: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "drafted",
    conversation_status: "failed_to_send_message",
    failure_reason: reason,
    ...released(at),
    updated_at: at.toISOString(),
  },
  remove: unwatched,
});

/** Nobody can tell whether the carrier has the message: an operator, or a late receipt, decides. */
export const giveUpKnowing = (conversation: Conversation, reason: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "uncertain",
    conversation_status: "delivery_unknown",
    failure_reason: reason,
    updated_at: at.toISOString(),
  },
  remove: unwatched,
});

/** Looks again at `nextCheckAt`; `sweeps` counts the times that the sweeper had to pick the conversation up. */
export const checkLater = (
  conversation: Conversation,
  nextCheckAt: string,
  sweeps = conversation.sweeps ?? 0,
): Change => ({
  when: untouched(conversation),
  set: { next_check_at: nextCheckAt, sweeps },
});

/** There is nothing more to check. */
export const leaveIndex = (conversation: Conversation): Change => ({
  when: untouched(conversation),
  set: {},
  remove: unwatched,
});

/**
 * Keeps a thread that was opened for the conversation and that no draft names, so that an erasure reaches it. Whoever opened it may
 * have lost the lease meanwhile: nothing but an erasure reads the list.
 */
export const keepThread = (threadId: string): Change => ({ when: {}, set: {}, append: { threads: [threadId] } });

type Conflict = { readonly at: string; readonly differs: string };

/** Notes on the winner's record that its request id came again with something else. */
export const noteConflict = (conflict: Conflict): Change => ({ when: {}, set: {}, append: { conflicts: [conflict] } });
