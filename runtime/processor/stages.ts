import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as IO from "fp-ts/IO";
import * as t from "io-ts";
import type { Brief } from "../assistant/prompt";
import type { CarrierCredentials, ChannelSetup } from "../company/channel-setup";
import type {
  Accepted,
  Conversation,
  ConversationKey,
  Correlation,
  Draft,
  Lease,
  Unreadable,
} from "../conversation/conversation";
import {
  correlationOf,
  type Malformed,
  type Message,
  readMessage,
  type TooLate,
  type UnknownSchema,
} from "../conversation/message";
import type { LimitReached } from "../conversation/spending";
import type { Asked } from "../conversation/transitions";
import type { HasLog } from "../log/log";
import type {
  AssistantRefused,
  AssistantUnauthorised,
  AssistantUnavailable,
  HasAssistant,
  ModelPrices,
} from "../ports/assistant";
import type { CarrierError, CarrierSilent, HasCarrier, TemplateRefused } from "../ports/carrier";
import type { HasConsents } from "../ports/consents";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { HasVisibility } from "../ports/queue";
import type { HasSecrets, SecretMissing } from "../ports/secrets";
import type { HasClock, HasDeadline, HasIds, HasRandom, HasTimer } from "../ports/time-and-chance";
import type { Channel } from "../request/request";

/** Plain data that the Pulumi program closes over for one channel's processor. */
export type ProcessorSettings = {
  readonly version: string;
  readonly channel: Channel;
  readonly leaseSeconds: number;
  readonly heartbeatSeconds: number;
  readonly maxReceiveCount: number;
  readonly retryFirstSeconds: number;
  readonly retrySpanSeconds: number;
  readonly reconcileAfterSeconds: number;
  readonly assistantTimeoutSeconds: number;
  readonly assistantOutputTokens: number;
  readonly carrierTimeoutSeconds: number;
  /** Name of the secret that receipt references are sealed with. */
  readonly receiptKeyName: string;
  /** Name of the secret that the addresses of consent items are hashed with. */
  readonly consentKeyName: string;
  readonly conversationTtlDays: number | undefined;
  readonly modelPrices: ModelPrices;
  readonly openaiUrl: string;
  readonly twilioUrl: string;
  readonly sendgridUrl: string;
};

/** The bases of the addresses to which carriers post receipts, and by which mails are unsubscribed from. */
export type HasUrls = { readonly receiptsUrl: string; readonly unsubscribeUrl: string };

export type HasSettings = { readonly settings: ProcessorSettings };

/** What an invocation of the processor works with. */
export type ProcessorEnv = HasAssistant &
  HasCarrier &
  HasClock &
  HasConsents &
  HasConversations &
  HasDeadline &
  HasIds &
  HasLog &
  HasRandom &
  HasSecrets &
  HasSettings &
  HasTimer &
  HasUrls &
  HasVisibility;

/** One message as its queue delivers it. */
export type Delivery<M = Message> = {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** Receives so far, this one counted. */
  readonly receiveCount: number;
  readonly message: E.Either<Malformed | UnknownSchema, M>;
};

const SqsRecord = t.type({
  messageId: t.string,
  receiptHandle: t.string,
  body: t.string,
  attributes: t.type({ ApproximateReceiveCount: t.string }),
});

/** An event source mapping's event. */
export const SqsEvent = t.type({ Records: t.array(SqsRecord) });

/** By how the queue's messages are read. */
export const deliveredAs =
  <M>(read: (body: string) => Delivery<M>["message"]) =>
  ({ messageId, receiptHandle, body, attributes }: t.TypeOf<typeof SqsRecord>): Delivery<M> => ({
    messageId,
    receiptHandle,
    receiveCount: Number(attributes.ApproximateReceiveCount),
    message: read(body),
  });

export const deliveryOf = deliveredAs(readMessage);

/** Which request a delivery is about, for a log line; nothing, if its message cannot be read. */
export const identityOf = ({ message }: Delivery): Correlation =>
  pipe(
    message,
    E.match(() => ({}), correlationOf),
  );

/** Keeps count of that; a worker that dies leaves on the record what it had reserved. */
export type Asking = {
  readonly soFar: IO.IO<Asked>;
  readonly add: (more: Asked) => IO.IO<void>;
};

/** How far one message has come; each stage has all that the stages before it have. */
export type Claimed = {
  readonly message: Message;
  readonly key: ConversationKey;
  readonly lease: Lease;
  readonly claimedAt: Date;
  /** When the lease ends, as the heartbeat last renewed it. */
  readonly heldUntil: IO.IO<Date>;
  /** What an earlier worker left behind. */
  readonly savedDraft: Draft | undefined;
  /** How often the message was given up for not sent. */
  readonly absences: number;
  readonly asking: Asking;
};
export type Prepared = Claimed &
  Brief & {
    readonly setup: ChannelSetup;
    readonly credentials: CarrierCredentials;
    readonly assistantKey: string;
    /** What the references of receipts are sealed with. */
    readonly receiptKey: string;
    readonly consentKey: string;
  };
export type Drafted = Prepared & { readonly draft: Draft };
export type Committed = Drafted & { readonly attemptId: string };
export type Sent = Committed & { readonly accepted: Accepted };

/** The queue receives it more often than this version of the processor knows of, which has given it up. */
type TooOften = { readonly _tag: "TooOften" };
/** So long after it was let through that its request may be over by now. */
type Stalled = { readonly _tag: "Stalled" };
/** The request's id belongs to another request, which came first. */
type Conflicting = { readonly _tag: "Conflicting"; readonly reason: string };
/** The recipient's data were erased: the request is over. */
type Erased = { readonly _tag: "Erased" };
/** The client has cancelled the request: it is over, and wants nobody's attention. */
type Cancelled = { readonly _tag: "Cancelled" };
/** The message was sent by an earlier delivery. */
type AlreadySent = { readonly _tag: "AlreadySent" };
/** The conversation has failed for good; its message belongs in the dead-letter queue. */
type AlreadyFailed = { readonly _tag: "AlreadyFailed" };
/** The recipient has opted out: the conversation is over, and wants nobody's attention. */
export type Suppressed = { readonly _tag: "Suppressed" };
/** Another worker holds the conversation until then. */
type Busy = { readonly _tag: "Busy"; readonly until: string };
/** A worker died while sending: nobody knows whether the carrier has the message. */
export type Unclear = {
  readonly _tag: "Unclear";
  readonly key: ConversationKey;
  readonly conversation: Conversation;
};

/** Why a delivered message is not worked on now. */
export type ClaimRefusal =
  | Malformed
  | UnknownSchema
  | TooLate
  | TooOften
  | Stalled
  | Conflicting
  | Erased
  | Cancelled
  | AlreadySent
  | AlreadyFailed
  | Suppressed
  | Busy
  | Unclear
  | Unreadable
  | StoreUnavailable;

/** The company record in the message lacks what this channel needs. */
export type SetupIncomplete = { readonly _tag: "SetupIncomplete"; readonly reason: string };
/** Too little time is left to finish a call before the lease or the invocation ends. */
export type OutOfTime = { readonly _tag: "OutOfTime" };
/** The conversation has had all the calls of the assistant, or all the tokens, that it may cost. */
export type BudgetSpent = { readonly _tag: "BudgetSpent"; readonly reason: string };
/** Another worker holds the conversation now, or has moved it on. */
export type LeaseLost = { readonly _tag: "LeaseLost" };
/** The carrier has the message, and its record does not say so. */
export type SentButUnrecorded = { readonly _tag: "SentButUnrecorded"; readonly messageId: string };

/** Why a claimed conversation did not get to its end this time. */
export type Setback =
  | SetupIncomplete
  | SecretMissing
  | Suppressed
  | Unreadable
  | LimitReached
  | BudgetSpent
  | AssistantUnavailable
  | AssistantUnauthorised
  | AssistantRefused
  | CarrierError
  | CarrierSilent
  | TemplateRefused
  | OutOfTime
  | LeaseLost
  | SentButUnrecorded
  | StoreUnavailable;

/** What the queue is told of a message: it is done with, or it comes back after some whole seconds. */
export type QueueAnswer = { readonly _tag: "Done" } | { readonly _tag: "Again"; readonly afterSeconds: number };

export const done: QueueAnswer = { _tag: "Done" };
export const again = (afterSeconds: number): QueueAnswer => ({ _tag: "Again", afterSeconds });
