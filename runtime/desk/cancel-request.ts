import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { JsonObject } from "../codec/json";
import { type Cancelling, cancel, cancelledGuard, noteCancelled } from "../conversation/cancellation";
import type { Cancellation, Conversation, Unreadable } from "../conversation/conversation";
import type { RequestGuard } from "../conversation/request-guard";
import type { Change } from "../conversation/transitions";
import type { ChangeRefused, HasConversations, StoreUnavailable } from "../ports/conversations";
import type { Step } from "../step";

/** A request that is not sent any more: how its conversation stands, if it came to one, and when it was first cancelled. */
export type Cancelled = {
  readonly conversationId: string | null;
  readonly status: string;
  readonly at: string;
};

/** The message is at the carrier, or nobody knows; it may be told apart after so many seconds. */
type BeingSent = { readonly _tag: "BeingSent"; readonly retryAfterSeconds: number };
type AlreadySent = { readonly _tag: "AlreadySent" };
/** Its recipient's data were erased: nothing is told of it. */
type Gone = { readonly _tag: "Gone" };

export type NotCancelled = BeingSent | AlreadySent | Gone | StoreUnavailable | Unreadable;

type Outcome = Step<HasConversations, NotCancelled | ChangeRefused, Cancelled>;

/** Seconds until it is worth asking again: a claim is made and a message sent within few, and nobody waits for a day's look. */
const SOONEST_SECONDS = 2;
const LATEST_SECONDS = 300;

const beingSent = (until: string | undefined, { at }: Cancellation): BeingSent => {
  const seconds = until === undefined ? SOONEST_SECONDS : Math.ceil((Date.parse(until) - Date.parse(at)) / 1000);
  return { _tag: "BeingSent", retryAfterSeconds: Math.min(Math.max(seconds, SOONEST_SECONDS), LATEST_SECONDS) };
};

const changing =
  (conversation: Conversation, change: Change, cancelled: Cancelled): Outcome =>
  ({ conversations }) =>
    pipe(
      conversations.change(conversation, change),
      TE.map(() => cancelled),
    );

/** By how far its send has come: nothing that a carrier may have is called cancelled. */
const cancelConversation = (conversation: Conversation & JsonObject, cancellation: Cancellation): Outcome => {
  const { send_state, cancelled, absences = 0, conversation_id: conversationId } = conversation;
  const stands = { conversationId, status: conversation.conversation_status, at: cancelled?.at ?? cancellation.at };
  if (conversation.erased_at !== undefined) return RTE.left({ _tag: "Gone" });
  switch (send_state) {
    case "sent":
      return RTE.left({ _tag: "AlreadySent" });
    case "sending":
      return RTE.left(beingSent(conversation.lease_until, cancellation));
    case "uncertain":
      return RTE.left(beingSent(conversation.next_check_at, cancellation));
    case "failed":
      return cancelled === undefined
        ? changing(conversation, noteCancelled(conversation, cancellation), stands)
        : RTE.right(stands);
    case "accepted":
    case "drafted":
      // An attempt that a list had not may yet turn up there.
      return absences > 0
        ? RTE.left(beingSent(conversation.next_check_at, cancellation))
        : changing(conversation, cancel(conversation, cancellation), { ...stands, status: "cancelled" });
  }
};

/** The first claim has put its guard a moment ago, and its record follows. */
const cancelClaimed =
  ({ winner }: RequestGuard, { cancellation }: Cancelling): Outcome =>
  ({ conversations }) =>
    pipe(
      conversations.read(winner),
      TE.chainW(
        O.match(
          () => TE.left<NotCancelled | ChangeRefused, Cancelled>(beingSent(undefined, cancellation)),
          (conversation) => cancelConversation(conversation, cancellation)({ conversations }),
        ),
      ),
    );

/** Before anybody has claimed it: whoever puts the guard first wins. */
const cancelUnclaimed =
  (cancelling: Cancelling): Outcome =>
  ({ conversations }) =>
    pipe(
      conversations.putNew(cancelledGuard(cancelling)),
      TE.filterOrElseW(
        (put) => put === "created",
        (): ChangeRefused => ({ _tag: "ChangeRefused" }),
      ),
      TE.map(() => ({ conversationId: null, status: "cancelled", at: cancelling.cancellation.at })),
    );

const cancelBy = (guard: O.Option<RequestGuard>, cancelling: Cancelling): Outcome => {
  if (O.isNone(guard)) return cancelUnclaimed(cancelling);
  const { erased_at, cancelled_at } = guard.value;
  if (erased_at !== undefined) return RTE.left({ _tag: "Gone" });
  return cancelled_at === undefined
    ? cancelClaimed(guard.value, cancelling)
    : RTE.right({ conversationId: null, status: "cancelled", at: cancelled_at });
};

/** Times that others may come first: a claim, a heartbeat, the sweeper's looks. */
const MOST_TRIES = 5;

const readGuard =
  ({ key }: Cancelling): Step<HasConversations, StoreUnavailable | Unreadable, O.Option<RequestGuard>> =>
  ({ conversations }) =>
    conversations.readGuard(key);

const tries = (
  guard: O.Option<RequestGuard>,
  cancelling: Cancelling,
  left: number,
): Step<HasConversations, NotCancelled, Cancelled> =>
  pipe(
    cancelBy(guard, cancelling),
    RTE.orElse((failure): Step<HasConversations, NotCancelled, Cancelled> => {
      if (failure._tag !== "ChangeRefused") return RTE.left(failure);
      if (left <= 1) return RTE.left(beingSent(undefined, cancelling.cancellation));
      return pipe(
        readGuard(cancelling),
        RTE.chainW((again) => tries(again, cancelling, left - 1)),
      );
    }),
  );

/** Ends a request of which no carrier has anything, once however often that is asked; `guard` is what stood under its id a moment ago. */
export const cancelRequest = (
  guard: O.Option<RequestGuard>,
  cancelling: Cancelling,
): Step<HasConversations, NotCancelled, Cancelled> => tries(guard, cancelling, MOST_TRIES);
