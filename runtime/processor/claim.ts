import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import {
  type Conversation,
  type ConversationKey,
  isoAfter,
  leaseFrom,
  type Unreadable,
} from "../conversation/conversation";
import { conversationKey, LARGEST_RECORD, type Message, sizeOfValue } from "../conversation/message";
import { newConversation } from "../conversation/record";
import { type Asked, type Change, takeOver } from "../conversation/transitions";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { HasClock, HasIds } from "../ports/time-and-chance";
import type { Step } from "../step";
import type { Asking, Claimed, ClaimRefusal, HasSettings, LeaseLost } from "./stages";

/** A conversation that was there a moment ago; if it is gone, the next receive finds out. */
export const readConversation =
  (key: ConversationKey): Step<HasConversations, StoreUnavailable | Unreadable, Conversation> =>
  ({ conversations }) =>
    pipe(
      conversations.read(key),
      TE.chainEitherKW(E.fromOption((): StoreUnavailable => ({ _tag: "StoreUnavailable" }))),
    );

/** Makes a change that requires the lease; refused, it means that the conversation is another worker's now. */
export const changeConversation =
  ({ key }: Claimed, change: Change): Step<HasConversations, StoreUnavailable | LeaseLost, void> =>
  ({ conversations }) =>
    pipe(
      conversations.change(key, change),
      TE.mapLeft((failure) => (failure._tag === "ChangeRefused" ? { _tag: "LeaseLost" as const } : failure)),
    );

type Resumable = { readonly conversation: Conversation; readonly ours: boolean };

const isHeld = ({ lease_until }: Conversation, at: Date): boolean => lease_until > at.toISOString();

/** Why nothing more comes of what has failed. */
const overBecause = ({ cancelled, conversation_status }: Conversation): ClaimRefusal => {
  if (cancelled !== undefined) return { _tag: "Cancelled" };
  return { _tag: conversation_status === "suppressed" ? "Suppressed" : "AlreadyFailed" };
};

/** Whether a conversation that exists may be gone on with, by what its record says. */
const resumable = (
  conversation: Conversation,
  { key, lease, claimedAt }: Claimed,
): E.Either<ClaimRefusal, Resumable> => {
  if (conversation.lease_owner === lease.lease_owner) return E.right({ conversation, ours: true });
  switch (conversation.send_state) {
    case "sent":
      return E.left({ _tag: "AlreadySent" });
    case "failed":
      return E.left(overBecause(conversation));
    case "uncertain":
      return E.left({ _tag: "Unclear", key, conversation });
    case "accepted":
    case "drafted":
      return isHeld(conversation, claimedAt)
        ? E.left({ _tag: "Busy", until: conversation.lease_until })
        : E.right({ conversation, ours: false });
    case "sending":
      return isHeld(conversation, claimedAt)
        ? E.left({ _tag: "Busy", until: conversation.lease_until })
        : E.left({ _tag: "Unclear", key, conversation });
  }
};

/** Calls of the assistant in one receive: a question, a repair of the answer, and a new thread. */
const MOST_CALLS = 3;

/** What the record says before any call is made; who lives to write again says how many there were. */
export const reservedBy = ({ asking, message }: Claimed): Asked => {
  const { calls, tokens } = asking.soFar();
  return {
    calls: Math.max(calls, Math.min(calls + MOST_CALLS, message.company.limits.assistantCallsPerConversation)),
    tokens,
  };
};

export const askingFrom = ({ assistant_calls = 0, assistant_tokens = 0 }: Partial<Conversation> = {}): Asking => {
  let asked: Asked = { calls: assistant_calls, tokens: assistant_tokens };
  return {
    soFar: () => asked,
    add:
      ({ calls, tokens }) =>
      () => {
        asked = { calls: asked.calls + calls, tokens: asked.tokens + tokens };
      },
  };
};

type ClaimEnv = HasConversations & HasClock & HasIds & HasSettings;

/** A claim as it would stand, were it to win. */
const intended = (message: Message): Step<ClaimEnv, ClaimRefusal, Claimed> =>
  RTE.asks(({ clock, ids, settings }) => {
    const claimedAt = clock.now();
    const lease = leaseFrom(ids.next(), claimedAt, settings.leaseSeconds);
    const heldUntil = () => new Date(lease.lease_until);
    const key = conversationKey(message);
    return { message, key, lease, claimedAt, heldUntil, savedDraft: undefined, absences: 0, asking: askingFrom() };
  });

/** Were it written, the outcome of its send could no longer be added. */
const tooLarge: ClaimRefusal = { _tag: "Malformed", reason: `the record would exceed ${LARGEST_RECORD} bytes` };

/** A message as it came, and when. */
export type Received = { readonly message: Message; readonly receivedAt: Date };

/** Seconds in which the guard is asked and the record put. An erasure holds a record's place for longer than that and one call take. */
const FRESH_SECONDS = 10;

const isStale = ({ claimedAt }: Claimed, receivedAt: Date): boolean =>
  claimedAt.getTime() - receivedAt.getTime() > FRESH_SECONDS * 1000;

const create =
  (claimed: Claimed, receivedAt: Date): Step<ClaimEnv, ClaimRefusal, "created" | "exists"> =>
  ({ conversations, settings }) => {
    if (isStale(claimed, receivedAt)) return TE.left({ _tag: "Stalled" });
    const record = newConversation({
      message: claimed.message,
      lease: claimed.lease,
      at: claimed.claimedAt,
      processorVersion: settings.version,
      reconcileAfterSeconds: settings.reconcileAfterSeconds,
      ttlDays: claimed.message.company.retentionDays ?? settings.conversationTtlDays,
      reserved: reservedBy(claimed),
    });
    return sizeOfValue(record) > LARGEST_RECORD ? TE.left(tooLarge) : conversations.putNew(record);
  };

const takeExpired =
  (claimed: Claimed) =>
  ({ conversation }: Resumable): Step<ClaimEnv, ClaimRefusal, Claimed> =>
  ({ conversations, settings }) => {
    const asking = askingFrom(conversation);
    const reserved = conversation.draft === undefined ? reservedBy({ ...claimed, asking }) : undefined;
    const nextCheckAt = isoAfter(claimed.claimedAt, settings.reconcileAfterSeconds);
    return pipe(
      conversations.change(claimed.key, takeOver(conversation, claimed.lease, nextCheckAt, reserved)),
      TE.bimap(
        (failure): ClaimRefusal =>
          failure._tag === "ChangeRefused" ? { _tag: "Busy", until: claimed.lease.lease_until } : failure,
        () => ({ ...claimed, savedDraft: conversation.draft, absences: conversation.absences ?? 0, asking }),
      ),
    );
  };

const resume = (claimed: Claimed): Step<ClaimEnv, ClaimRefusal, Claimed> =>
  pipe(
    readConversation(claimed.key),
    RTE.chainEitherKW((conversation) => resumable(conversation, claimed)),
    RTE.chainW((found) => (found.ours ? RTE.right(claimed) : takeExpired(claimed)(found))),
  );

/** Claims a conversation that is new, or that its holder has left; one claim at a time holds it. */
export const claim = ({ message, receivedAt }: Received): Step<ClaimEnv, ClaimRefusal, Claimed> =>
  pipe(
    intended(message),
    RTE.chain((claimed) =>
      pipe(
        create(claimed, receivedAt),
        RTE.chain((put) => (put === "created" ? RTE.right(claimed) : resume(claimed))),
      ),
    ),
  );
