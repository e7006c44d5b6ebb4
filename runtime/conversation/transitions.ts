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
  GIVEN_UP_BUCKET,
  initialMessage,
  isoAfter,
  type Lease,
  type SendState,
} from "./conversation";

/*
 * The send protocol: how far a send has come, and every change of a conversation's record, each one conditional write.
 *
 *     (absent) ─claim─▶ accepted ─saveDraft─▶ drafted ─commitToSend─▶ sending ─recordSent─▶ sent
 *                                               ▲                        │
 *                                               ├────recordSetback───────┤  definitely not sent
 *                                               │                        ├──recordSetback──▶ failed    refused for good, or opted out
 *                                               │   recordSetback, or    │
 *                                               │   markUncertain: nobody knows
 *                                               │                        ▼
 *                                               └─returnToDrafted─── uncertain ─adoptMessage─▶ sent    a list or a receipt has it
 *                                                                        └──giveUpKnowing: an operator's
 *
 * An operator reopens what is failed: drafted again, or accepted. A receipt adopts in any state; `expire` ends what is too old to be sent.
 *
 * The store may make a write seconds after its answer, twice, and after later ones. So:
 * - The holder writes while it holds the lease (`heldBy`) and in the states that the write leaves only; whoever else writes compares
 *   what was read (`untouched`). No state comes again under the same owner but by the same write, which changes nothing then.
 * - Who gives up gives up the ownership too (`released`), and who takes over takes it: no late write of the former holder finds its name.
 * - A time that may only grow is compared as well: `lease_until` by its renewals, `next_check_at` by the looks.
 * - What is not final stands in the sweeper's index (`watched`), whoever wrote it last; only `sent` and `failed` leave it. Notes
 *   (`noteConflict`) may come at any time, since nothing follows from them.
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

/** The condition of who looks: nobody else has looked since either. */
export const unlooked = (conversation: Conversation): Change["when"] => {
  const { next_check_at } = conversation;
  return { ...untouched(conversation), ...(next_check_at === undefined ? {} : { next_check_at }) };
};

/** Every write after the claim requires that the lease is still the writer's. */
const heldBy = ({ lease_owner }: Lease): { readonly lease_owner: string } => ({ lease_owner });

/** The lease ends now and is nobody's: whoever comes next may claim the conversation at once. */
export const released = (at: Date): Lease => ({
  lease_owner: `nobody since ${at.toISOString()}`,
  lease_until: at.toISOString(),
});

/** In the sweeper's index, which looks then. */
export const watched = ({ conversation_id }: Pick<ConversationKey, "conversation_id">, nextCheckAt: string) => ({
  check_bucket: checkBucket(conversation_id),
  next_check_at: nextCheckAt,
});

/** Somebody goes on with it. */
export const goneOn: readonly string[] = ["given_up_at"];

/** Out of the sweeper's index, for what is final. */
export const unwatched: readonly string[] = ["check_bucket", "next_check_at", ...goneOn];

/** Seconds between two looks at what is given up: it may only grow too old. */
export const GIVEN_UP_LOOK_SECONDS = 86_400;

/** In the index for as long as an operator, a redrive or its age may move it. */
export const waitsUntil = (nextCheckAt: string) => ({ check_bucket: GIVEN_UP_BUCKET, next_check_at: nextCheckAt });

/** What is given up stays so. */
export const watchedStill = (conversation: Conversation, nextCheckAt: string) =>
  conversation.given_up_at === undefined ? watched(conversation, nextCheckAt) : waitsUntil(nextCheckAt);

export const givenUp = (at: Date) => ({
  ...waitsUntil(isoAfter(at, GIVEN_UP_LOOK_SECONDS)),
  given_up_at: at.toISOString(),
});

/** Seconds until a message that was sent again, because a list had none, is looked for once more: a list may be hours late. */
export const SECOND_LOOK_SECONDS = 86_400;

type SentMessage = {
  readonly key: Pick<ConversationKey, "conversation_id">;
  readonly channel: Channel;
  /** How often it had been given up for not sent before. */
  readonly absences: number;
  /** The carrier's id of the message; an operator may not know it. */
  readonly messageId: string | null;
  readonly deliveryStatus: string;
  readonly text: string | undefined;
  readonly draft: Draft | undefined;
  readonly errorCode?: string | undefined;
  readonly at: Date;
};

/** What a record says once the carrier has the message, whoever found that out. */
export const sent = ({ key, channel, absences, at, ...message }: SentMessage): Pick<Change, "set" | "remove"> => ({
  set: {
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    delivery_status: message.deliveryStatus,
    failure_reason: deliveryFailure(message),
    messages: [initialMessage({ ...message, at })],
    ...(channel === "email" ? { email_id: message.messageId } : {}),
    updated_at: at.toISOString(),
    ...(absences > 0 ? watched(key, isoAfter(at, SECOND_LOOK_SECONDS)) : {}),
  },
  remove: absences > 0 ? goneOn : unwatched,
});

/** What a conversation has cost of the assistant, over all receives, sweeps and resumes. */
export type Asked = { readonly calls: number; readonly tokens: number };

export const askedOnRecord = ({ calls, tokens }: Asked): JsonObject => ({
  assistant_calls: calls,
  assistant_tokens: tokens,
});

/**
 * Takes a conversation whose holder's lease has expired; a holder that renewed or wrote meanwhile keeps it. `reserved` counts the
 * calls of the assistant that may follow before any is made, should nobody come to count them.
 */
export const takeOver = (expired: Conversation, lease: Lease, nextCheckAt: string, reserved?: Asked): Change => ({
  when: untouched(expired),
  set: {
    ...lease,
    conversation_status: "processing",
    ...watched(expired, nextCheckAt),
    ...(reserved === undefined ? {} : askedOnRecord(reserved)),
  },
  remove: goneOn,
});

/** Counts calls before they are made, of a worker that had not meant to make any. */
export const reserveCalls = (lease: Lease, reserved: Asked): Change => ({
  when: { ...heldBy(lease), send_state: ["accepted", "drafted"] },
  set: askedOnRecord(reserved),
});

/** Keeps the conversation for longer; `from` are the ends that the lease may have by now, so that none comes again. */
export const renewLease = (lease: Lease, from: readonly string[]): Change => ({
  when: { ...heldBy(lease), lease_until: from, send_state: ["accepted", "drafted", "sending"] },
  set: { lease_until: lease.lease_until },
});

/** Keeps what the assistant wrote, before it is sent; `replaced` does not fit any more, and an erasure still finds its thread. */
export const saveDraft = (lease: Lease, draft: Draft, at: Date, replaced?: Draft, asked?: Asked): Change => ({
  when: { ...heldBy(lease), send_state: ["accepted", "drafted"] },
  set: {
    send_state: "drafted",
    draft,
    thread_id: draft.thread_id,
    ...(asked === undefined ? {} : askedOnRecord(asked)),
    updated_at: at.toISOString(),
  },
  ...(replaced === undefined ? {} : { append: { threads: [replaced.thread_id] } }),
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
  readonly key: Pick<ConversationKey, "conversation_id">;
  readonly lease: Lease;
  readonly channel: Channel;
  readonly attemptId: string;
  readonly absences: number;
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
  /** A receipt may leave the carrier's id of the message out. */
  readonly accepted: Omit<Accepted, "messageId"> & { readonly messageId: string | null };
  readonly at: Date;
};

/** Records a message that the carrier turned out to have. */
export const adoptMessage = (conversation: Conversation, { attemptId, accepted, at }: Adoption): Change => {
  const { draft, absences = 0, channel_method: channel } = conversation;
  const { set, ...rest } = sent({ key: conversation, channel, absences, draft, ...accepted, at });
  return { when: untouched(conversation), set: { ...set, attempt_id: attemptId }, ...rest };
};

type RecordedSetback = {
  readonly status: ConversationStatus;
  readonly reason: string;
  /** The state that the setback leaves, where it changes it. */
  readonly sendState: SendState | undefined;
  /** When the sweeper looks, should the message not come back; nothing, once the dead letters have it: given up. */
  readonly nextCheckAt: string | undefined;
  readonly asked?: Asked;
  readonly at: Date;
};

/**
 * A call that was not made or not taken leaves a draft, whether or not its commit reached the store. What fails is refused by the carrier,
 * or before anything was written.
 */
const statesBefore = (sendState: SendState | undefined): SendState | readonly SendState[] => {
  if (sendState === undefined) return ["accepted", "drafted"];
  if (sendState === "failed") return ["accepted", "drafted", "sending"];
  return sendState === "drafted" ? ["drafted", "sending"] : "sending";
};

/**
 * Notes why a step failed and gives the lease up, so that the next receive can go on. Refused when a
 * receipt has been faster: a message that the carrier reports on is sent, whatever became of its call.
 */
export const recordSetback = (
  holder: Lease & Pick<ConversationKey, "conversation_id">,
  { status, reason, sendState, nextCheckAt, asked, at }: RecordedSetback,
): Change => {
  const look = nextCheckAt === undefined ? givenUp(at) : watched(holder, nextCheckAt);
  return {
    when: { ...heldBy(holder), send_state: statesBefore(sendState) },
    set: {
      conversation_status: status,
      failure_reason: reason,
      ...(asked === undefined ? {} : askedOnRecord(asked)),
      ...released(at),
      updated_at: at.toISOString(),
      ...(sendState === undefined ? {} : { send_state: sendState }),
      ...(sendState === "uncertain" ? { carrier_failed_at: at.toISOString() } : {}),
      ...(sendState === "failed" ? {} : look),
    },
    ...(sendState === "failed" ? { remove: unwatched } : {}),
  };
};

/** The worker that was sending is gone without a word: the message is not sent again blindly, but looked into at once. */
export const markUncertain = (conversation: Conversation, reason: string, at: Date): Change => ({
  when: { ...untouched(conversation), send_state: "sending" },
  set: {
    send_state: "uncertain",
    conversation_status: "processing",
    failure_reason: reason,
    ...released(at),
    ...watched(conversation, at.toISOString()),
    updated_at: at.toISOString(),
  },
});

/**
 * Keeps a thread that was opened for the conversation and that no draft names, so that an erasure reaches it. Whoever opened it may
 * have lost the lease meanwhile: nothing but an erasure reads the list.
 */
export const keepThread = (threadId: string): Change => ({ when: {}, set: {}, append: { threads: [threadId] } });
