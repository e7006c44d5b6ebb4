import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { isOptOut, recordCarriersWord } from "../consent/carriers-lists";
import type { ConsentEnv, ConsentUnrecorded } from "../consent/record-consent";
import {
  type Conversation,
  type ConversationKey,
  correlationOfRecord,
  deliveryFailure,
  type Unreadable,
} from "../conversation/conversation";
import { adoptMessage, type Change, untouched } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import type { ChangeRefused, HasConversations, StoreUnavailable } from "../ports/conversations";
import type { Step } from "../step";

/** A carrier's word on one attempt. */
export type Receipt = {
  readonly attemptId: string;
  /** The carrier's id of the message. */
  readonly messageId: string;
  readonly status: string;
  /** The carrier's code of a failure. */
  readonly errorCode: string | undefined;
  /** The carrier's own time of it (epoch seconds), by which two of a kind differ. */
  readonly toldAt?: string | undefined;
};

/**
 * How far a delivery has come, by the carriers' own words (Twilio: "Outbound Message Status", SendGrid: "Event Webhook").
 * Receipts come in any order; one of a lower or equal rank says nothing new.
 */
const ranks = new Map(
  Object.entries({
    accepted: 1,
    scheduled: 1,
    queued: 1,
    processed: 2,
    sending: 2,
    deferred: 3,
    sent: 3,
    failed: 4,
    undelivered: 4,
    dropped: 4,
    delivered: 5,
    open: 6,
    read: 6,
    // Not a receipt: somebody has answered it.
    replied: 6,
    click: 7,
    // A mail that a server took may be returned by it hours later ("Understanding Delayed Bounces"); nothing is delivered after that.
    bounce: 8,
    blocked: 8,
  }),
);

/** What SendGrid reports of a recipient who has the mail and wants no more of its kind, or wants them again. */
const COMPLAINTS: readonly string[] = ["spamreport", "unsubscribe", "group_unsubscribe", "group_resubscribe"];

/** 0 for a status that tells nothing of the delivery. */
export const deliveryRank = (status: string | null): number => (status === null ? 0 : (ranks.get(status) ?? 0));

/** What a receipt means for a record as it stands. */
type Applied =
  /** It says nothing new. */
  | { readonly _tag: "Nothing" }
  /** Of an attempt that the record does not know, or of no meaning for the delivery. */
  | { readonly _tag: "Unknown" }
  /** Two attempts reached the carrier: the recipient has the message twice. */
  | { readonly _tag: "Duplicate" }
  | { readonly _tag: "Change"; readonly change: Change };

const nothing: Applied = { _tag: "Nothing" };

const adopt = (conversation: Conversation, receipt: Receipt, at: Date): Change =>
  adoptMessage(conversation, {
    attemptId: receipt.attemptId,
    accepted: {
      messageId: receipt.messageId || null,
      deliveryStatus: receipt.status,
      text: undefined,
      errorCode: receipt.errorCode,
    },
    at,
  });

const advance = (conversation: Reported, receipt: Receipt, at: Date): Change => ({
  when: { ...untouched(conversation), delivery_status: conversation.delivery_status },
  set: {
    delivery_status: receipt.status,
    failure_reason: deliveryFailure({ deliveryStatus: receipt.status, errorCode: receipt.errorCode }),
    messages: conversation.messages.map((message, index) =>
      index === 0 ? { ...message, delivery_status: receipt.status } : message,
    ),
    updated_at: at.toISOString(),
  },
});

/** A conversation that an operator has settled is sent, and the carrier has said nothing yet. */
type Reported = Conversation & { readonly delivery_status: string };

const isReported = (conversation: Conversation): conversation is Reported =>
  conversation.send_state === "sent" && conversation.delivery_status !== null;

/** Kept for whoever asks later whether the person may be written to; whoever says so has the mail. */
const complain = (conversation: Conversation, receipt: Receipt, at: Date): Applied => {
  const complaint = { event: receipt.status, attempt_id: receipt.attemptId, told_at: receipt.toldAt ?? null };
  const { complaints = [] } = conversation;
  if (complaints.some((one) => one.event === complaint.event && one.told_at === complaint.told_at)) return nothing;
  const delivered = applyReceipt(conversation, { ...receipt, status: "delivered", errorCode: undefined }, at);
  const { when, set, ...rest } =
    delivered._tag === "Change"
      ? delivered.change
      : { when: untouched(conversation), set: { updated_at: at.toISOString() } };
  const append = { complaints: [{ ...complaint, at: at.toISOString() }] };
  return { _tag: "Change", change: { when, set, ...rest, append } };
};

const isOfOtherAttempt = ({ send_state, attempt_id }: Conversation, { attemptId }: Receipt): boolean =>
  send_state === "sent" && attempt_id !== attemptId;

const isRecorded = ({ attempts = [] }: Conversation, { attemptId }: Receipt): boolean =>
  attempts.some(({ attempt_id }) => attempt_id === attemptId);

/**
 * A receipt of any recorded attempt proves that the message was sent, whatever state the record was left in; after that
 * only a higher rank moves the delivery on.
 */
export const applyReceipt = (conversation: Conversation, receipt: Receipt, at: Date): Applied => {
  if (!isRecorded(conversation, receipt)) return { _tag: "Unknown" };
  if (COMPLAINTS.includes(receipt.status)) return complain(conversation, receipt, at);
  if (deliveryRank(receipt.status) === 0) return { _tag: "Unknown" };
  if (isOfOtherAttempt(conversation, receipt)) return { _tag: "Duplicate" };
  if (!isReported(conversation)) return { _tag: "Change", change: adopt(conversation, receipt, at) };
  return deliveryRank(receipt.status) > deliveryRank(conversation.delivery_status)
    ? { _tag: "Change", change: advance(conversation, receipt, at) }
    : nothing;
};

export type RecordEnv = ConsentEnv & HasConversations;

/** The store could not take the receipt; the carrier posts it again. */
export type Unrecorded = { readonly _tag: "Unrecorded" };
export const unrecorded = (): Unrecorded => ({ _tag: "Unrecorded" });

/** Others who move the record at the same time are few: a worker that settles, the sweeper, another receipt. */
const MOST_TRIES = 5;

const isRefused = (failure: { readonly _tag: string }): failure is ChangeRefused => failure._tag === "ChangeRefused";

const done: Step<RecordEnv, never, void> = RTE.right(undefined);

const alarm =
  (conversation: Conversation, { messageId }: Receipt): Step<RecordEnv, never, void> =>
  ({ log }) =>
    TE.fromIO(
      log.error({
        event: "sent_twice",
        critical: true,
        ...correlationOfRecord(conversation),
        message_id: messageId,
      }),
    );

const deliveryEvent = (conversation: Conversation, { messageId, status, errorCode }: Receipt): LogEvent => ({
  event: "delivery",
  ...correlationOfRecord(conversation),
  message_id: messageId,
  status,
  ...(errorCode === undefined ? {} : { provider_code: errorCode }),
});

const apply =
  (key: ConversationKey, receipt: Receipt) =>
  (conversation: Conversation): Step<RecordEnv, StoreUnavailable | ChangeRefused, void> =>
  (env) => {
    const applied = applyReceipt(conversation, receipt, env.clock.now());
    switch (applied._tag) {
      case "Nothing":
        return done(env);
      case "Unknown":
        return TE.fromIO(
          env.log.info({
            event: "receipts_passed_over",
            ...correlationOfRecord(conversation),
            reason: "1 of an attempt or a status that is not known",
          }),
        );
      case "Duplicate":
        return alarm(conversation, receipt)(env);
      case "Change":
        return pipe(
          env.conversations.change(key, applied.change),
          TE.tapIO(() => env.log.info(deliveryEvent(conversation, receipt))),
        );
    }
  };

/** When it was said: by the carrier's own time, or that of the attempt, so that what is posted again is the same; but not later than now. */
const saidAt = ({ attempts = [] }: Conversation, { attemptId, toldAt }: Receipt, now: Date): string => {
  const told = Number(toldAt) * 1000;
  return told > 0
    ? new Date(Math.min(told, now.getTime())).toISOString()
    : (attempts.find(({ attempt_id }) => attempt_id === attemptId)?.sending_at ?? now.toISOString());
};

/** Who has opted out at the carrier has opted out with us, before the carrier is answered. */
const hear =
  (receipt: Receipt) =>
  (conversation: Conversation): Step<RecordEnv, ConsentUnrecorded, void> =>
  (env) =>
    isOptOut(receipt)
      ? recordCarriersWord(
          { company_id: conversation.company_id, address: conversation.primary_channel },
          {
            at: saidAt(conversation, receipt, env.clock.now()),
            channel: conversation.channel_method,
            evidence: receipt.messageId,
          },
        )(env)
      : done(env);

/** A record that is gone was erased or has expired: there is nothing left to tell. */
const once = (
  key: ConversationKey,
  receipt: Receipt,
): Step<RecordEnv, StoreUnavailable | ChangeRefused | Unreadable | ConsentUnrecorded, void> =>
  pipe(
    ({ conversations }: RecordEnv) => conversations.read(key),
    RTE.chainFirstW(O.match(() => done, hear(receipt))),
    RTE.chainW(O.match(() => done, apply(key, receipt))),
  );

const tries = (key: ConversationKey, receipt: Receipt, left: number): Step<RecordEnv, Unrecorded, void> =>
  pipe(
    once(key, receipt),
    RTE.orElse((failure) =>
      isRefused(failure) && left > 1 ? tries(key, receipt, left - 1) : RTE.left<RecordEnv, Unrecorded>(unrecorded()),
    ),
  );

/** Applies a receipt to its conversation's record, healing what the record does not know yet. */
export const recordReceipt = (key: ConversationKey, receipt: Receipt): Step<RecordEnv, Unrecorded, void> =>
  tries(key, receipt, MOST_TRIES);
