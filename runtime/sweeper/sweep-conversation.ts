import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import {
  type Conversation,
  type ConversationKey,
  correlationOfRecord,
  isGivenUp,
  isoAfter,
  type Unreadable,
} from "../conversation/conversation";
import { isLate } from "../conversation/message";
import { checkLater, giveUpKnowing, leaveIndex } from "../conversation/sweeper-transitions";
import { GIVEN_UP_LOOK_SECONDS, SECOND_LOOK_SECONDS, waitsUntil } from "../conversation/transitions";
import type { StoreUnavailable } from "../ports/conversations";
import { type Step, within } from "../step";
import { reconcile, unknown } from "./reconcile";
import { expire, giveUp, resume } from "./resume";
import { lookOnceMore, perhapsTwice } from "./second-look";
import type { SweeperEnv, SweepFailure } from "./sweeper-env";

/** A record that cannot be read is for an operator; meanwhile it is out of the way of the others. */
const setAside =
  (key: ConversationKey, reason: string): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    log.error({ event: "stranded", critical: true, conversation_id: key.conversation_id, reason })();
    return conversations.change(key, { when: {}, set: waitsUntil(isoAfter(clock.now(), GIVEN_UP_LOOK_SECONDS)) });
  };

const orSetAside =
  (key: ConversationKey) =>
  (failure: StoreUnavailable | Unreadable): Step<SweeperEnv, SweepFailure, O.Option<Conversation>> =>
    failure._tag === "Unreadable"
      ? pipe(
          setAside(key, failure.reason),
          RTE.map(() => O.none),
        )
      : RTE.left(failure);

/** Seconds before a check that failed is tried again, and after which it is given up. */
const TRY_AGAIN_SECONDS = 300;
const GIVE_UP_SECONDS = 86_400;

/** What one look may take, the carrier's list and our own records included: it holds up one lane of the sweep. */
export const LOOK_MS = 60_000;

const isSending = ({ send_state }: Conversation): boolean => send_state === "sending" || send_state === "uncertain";

/** A message that was sent is looked for again after a day. */
const isOverdue = (conversation: Conversation, now: Date): boolean => {
  const { send_state, sending_at, lease_until } = conversation;
  const mostMs = (send_state === "sent" ? SECOND_LOOK_SECONDS + GIVE_UP_SECONDS : GIVE_UP_SECONDS) * 1000;
  return (
    (isSending(conversation) || send_state === "sent") && now.getTime() - Date.parse(sending_at ?? lease_until) > mostMs
  );
};

const stopKnowing =
  (conversation: Conversation, why: string): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    const reason = `it could not be looked into: ${why}`;
    const isSent = conversation.send_state === "sent";
    log.error(isSent ? perhapsTwice(conversation, reason) : unknown(conversation, reason))();
    return conversations.change(
      conversation,
      isSent ? leaveIndex(conversation) : giveUpKnowing(conversation, reason, clock.now()),
    );
  };

const tryAgain =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock }) =>
    conversations.change(conversation, checkLater(conversation, isoAfter(clock.now(), TRY_AGAIN_SECONDS)));

/**
 * Trouble with a carrier, a secret, a table or a queue: later, but an uncertain send not for ever, and a record that gives no message
 * never. What only a later version can read is left to it.
 */
const putOff =
  (conversation: Conversation, failure: SweepFailure): Step<SweeperEnv, SweepFailure, void> =>
  (env) => {
    env.log.warn({
      event: "sweep_put_off",
      ...correlationOfRecord(conversation),
      status: failure._tag,
      ...("reason" in failure ? { reason: failure.reason } : {}),
    })();
    if (failure._tag === "UnknownSchema") return leave(conversation)(env);
    if (isOverdue(conversation, env.clock.now())) return stopKnowing(conversation, failure._tag)(env);
    return failure._tag === "NotRebuilt" && !isSending(conversation)
      ? giveUp(conversation, `its record gives no message: ${failure.reason}`)(env)
      : tryAgain(conversation)(env);
  };

const nothing: Step<SweeperEnv, SweepFailure, void> = RTE.right(undefined);

const remove =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(conversation, leaveIndex(conversation));

/** A worker has it: when its lease is over, there is something to see. */
const wait =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(conversation, checkLater(conversation, conversation.lease_until));

const isHeld = (conversation: Conversation, now: Date): boolean => conversation.lease_until > now.toISOString();

/** What is given up stays in sight, and is left as it is. */
const leave =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock }) =>
    conversations.change(conversation, checkLater(conversation, isoAfter(clock.now(), GIVEN_UP_LOOK_SECONDS)));

const proceed = (conversation: Conversation, now: Date): Step<SweeperEnv, SweepFailure, void> => {
  const { send_state, accepted_at } = conversation;
  switch (send_state) {
    case "sent":
      return (conversation.absences ?? 0) > 0 ? lookOnceMore(conversation) : remove(conversation);
    case "failed":
      return remove(conversation);
    case "accepted":
    case "drafted":
      if (accepted_at !== undefined && isLate(accepted_at, now)) return expire(conversation);
      return isGivenUp(conversation) ? leave(conversation) : resume(conversation);
    case "sending":
    case "uncertain":
      return isGivenUp(conversation) ? leave(conversation) : reconcile(conversation);
  }
};

/** An uncertain send is free of its worker, whatever the lease says. */
const sweepRead =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  (env) => {
    const { send_state } = conversation;
    const now = env.clock.now();
    const working = send_state === "accepted" || send_state === "drafted" || send_state === "sending";
    return working && isHeld(conversation, now) ? wait(conversation)(env) : proceed(conversation, now)(env);
  };

/** The index may be behind its record, which says when its check is due. */
const sweepDue =
  (conversation: Conversation): Step<SweeperEnv, SweepFailure, void> =>
  (env) =>
    (conversation.next_check_at ?? "~") > env.clock.now().toISOString() ? nothing(env) : sweepRead(conversation)(env);

/** Somebody else has moved the conversation on. */
const unlessMoved = (sweeping: Step<SweeperEnv, SweepFailure, void>): Step<SweeperEnv, SweepFailure, void> =>
  pipe(
    sweeping,
    RTE.orElse((failure) => (failure._tag === "ChangeRefused" ? nothing : RTE.left(failure))),
  );

const orPutOff =
  (conversation: Conversation) =>
  (failure: SweepFailure): Step<SweeperEnv, SweepFailure, void> => {
    switch (failure._tag) {
      case "CarrierSilent":
      case "SecretMissing":
      case "NotRebuilt":
      case "UnknownSchema":
      case "QueueRefused":
      case "QueueMissing":
      case "StoreUnavailable":
      case "TookTooLong":
        return putOff(conversation, failure);
      case "ChangeRefused":
        return RTE.left(failure);
    }
  };

/** Looks into one conversation whose check is due, and moves it on as far as its record and its carrier allow. */
export const sweepConversation = (key: ConversationKey): Step<SweeperEnv, SweepFailure, void> =>
  pipe(
    ({ conversations }: SweeperEnv) => conversations.read(key),
    RTE.orElseW(orSetAside(key)),
    RTE.chainW(
      O.match(
        () => nothing,
        (conversation) => pipe(sweepDue(conversation), within(LOOK_MS), RTE.orElse(orPutOff(conversation))),
      ),
    ),
    unlessMoved,
    RTE.tapError(
      (failure) =>
        ({ log }: SweeperEnv) =>
          TE.fromIO(log.warn({ event: "sweep_failed", conversation_id: key.conversation_id, status: failure._tag })),
    ),
  );
