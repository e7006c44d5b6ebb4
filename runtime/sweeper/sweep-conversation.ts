import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { decodeOr, type JsonObject } from "../codec/json";
import { Conversation, type ConversationKey, correlationOfRecord, isoAfter } from "../conversation/conversation";
import { checkLater, giveUpKnowing, leaveIndex } from "../conversation/transitions";
import type { HasConversations, StoreUnavailable } from "../ports/conversations";
import type { Malformed } from "../processor/stages";
import type { Step } from "../step";
import { reconcile } from "./reconcile";
import { giveUp, resume } from "./resume";
import type { Stranded, SweeperEnv, SweepFailure } from "./stranded";

export type Unreadable = StoreUnavailable | Malformed;

const unreadable = (places: string): Malformed => ({ _tag: "Malformed", reason: `conversation record: ${places}` });

const decode =
  (key: ConversationKey) =>
  (record: JsonObject): E.Either<Unreadable, Stranded> =>
    pipe(
      record,
      decodeOr(Conversation, unreadable),
      E.map((conversation) => ({ key, conversation, record })),
    );

/** The conversation of a due check; none, if it is gone since. */
export const readStranded = (key: ConversationKey): Step<HasConversations, Unreadable, O.Option<Stranded>> =>
  pipe(
    RTE.asksReaderTaskEither(({ conversations }: HasConversations) => RTE.fromTaskEither(conversations.read(key))),
    RTE.chainEitherKW(O.traverse(E.Applicative)(decode(key))),
  );

/** Seconds until a record that cannot be read is looked at again. */
const SET_ASIDE_SECONDS = 86_400;

/** A record that cannot be read is for an operator; meanwhile it is out of the way of the others. */
const setAside =
  (key: ConversationKey, reason: string): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    log.error({ event: "stranded", critical: true, conversation_id: key.conversation_id, reason })();
    return conversations.change(key, { when: {}, set: { next_check_at: isoAfter(clock.now(), SET_ASIDE_SECONDS) } });
  };

export const orSetAside =
  (key: ConversationKey) =>
  (failure: Unreadable): Step<SweeperEnv, SweepFailure, O.Option<Stranded>> =>
    failure._tag === "Malformed"
      ? pipe(
          setAside(key, failure.reason),
          RTE.map(() => O.none),
        )
      : RTE.left(failure);

/** Seconds before a check that failed is tried again, and after which an uncertain send is given up. */
const TRY_AGAIN_SECONDS = 300;
const GIVE_UP_SECONDS = 86_400;

const isSending = ({ conversation: { send_state } }: Stranded): boolean =>
  send_state === "sending" || send_state === "uncertain";

const isOverdue = (stranded: Stranded, now: Date): boolean =>
  isSending(stranded) &&
  now.getTime() - Date.parse(stranded.conversation.sending_at ?? stranded.conversation.lease_until) >
    GIVE_UP_SECONDS * 1000;

const stopKnowing =
  ({ key, conversation }: Stranded, why: string): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock, log }) => {
    log.error({ event: "delivery_unknown", ...correlationOfRecord(conversation), reason: why })();
    return conversations.change(key, giveUpKnowing(conversation, `it could not be looked into: ${why}`, clock.now()));
  };

const tryAgain =
  ({ key, conversation }: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations, clock }) =>
    conversations.change(key, checkLater(conversation, isoAfter(clock.now(), TRY_AGAIN_SECONDS)));

/** Trouble with a carrier, a secret or a queue: later, but an uncertain send not for ever, and a record that gives no message never. */
export const putOff =
  (stranded: Stranded, failure: SweepFailure): Step<SweeperEnv, SweepFailure, void> =>
  (env) => {
    env.log.warn({
      event: "sweep_put_off",
      ...correlationOfRecord(stranded.conversation),
      status: failure._tag,
      ...("reason" in failure ? { reason: failure.reason } : {}),
    })();
    if (isOverdue(stranded, env.clock.now())) return stopKnowing(stranded, failure._tag)(env);
    return failure._tag === "NotRebuilt" && !isSending(stranded)
      ? giveUp(stranded, `its record gives no message: ${failure.reason}`)(env)
      : tryAgain(stranded)(env);
  };

const nothing: Step<SweeperEnv, SweepFailure, void> = RTE.right(undefined);

const remove =
  ({ key, conversation }: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(key, leaveIndex(conversation));

/** A worker has it: when its lease is over, there is something to see. */
const wait =
  ({ key, conversation }: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  ({ conversations }) =>
    conversations.change(key, checkLater(conversation, conversation.lease_until));

const isHeld = ({ conversation }: Stranded, now: Date): boolean => conversation.lease_until > now.toISOString();

const proceed = (stranded: Stranded): Step<SweeperEnv, SweepFailure, void> => {
  switch (stranded.conversation.send_state) {
    case "sent":
    case "failed":
      return remove(stranded);
    case "accepted":
    case "drafted":
      return resume(stranded);
    case "sending":
    case "uncertain":
      return reconcile(stranded);
  }
};

/** An uncertain send is free of its worker, whatever the lease says. */
const sweepRead =
  (stranded: Stranded): Step<SweeperEnv, SweepFailure, void> =>
  (env) => {
    const { send_state } = stranded.conversation;
    const working = send_state === "accepted" || send_state === "drafted" || send_state === "sending";
    return working && isHeld(stranded, env.clock.now()) ? wait(stranded)(env) : proceed(stranded)(env);
  };

/** Somebody else has moved the conversation on. */
const unlessMoved = (sweeping: Step<SweeperEnv, SweepFailure, void>): Step<SweeperEnv, SweepFailure, void> =>
  pipe(
    sweeping,
    RTE.orElse((failure) => (failure._tag === "ChangeRefused" ? nothing : RTE.left(failure))),
  );

const orPutOff =
  (stranded: Stranded) =>
  (failure: SweepFailure): Step<SweeperEnv, SweepFailure, void> => {
    switch (failure._tag) {
      case "CarrierSilent":
      case "SecretMissing":
      case "NotRebuilt":
      case "QueueRefused":
      case "QueueMissing":
        return putOff(stranded, failure);
      case "ChangeRefused":
      case "StoreUnavailable":
        return RTE.left(failure);
    }
  };

/** Looks into one conversation whose check is due, and moves it on as far as its record and its carrier allow. */
export const sweepConversation = (key: ConversationKey): Step<SweeperEnv, SweepFailure, void> =>
  pipe(
    readStranded(key),
    RTE.orElseW(orSetAside(key)),
    RTE.chainW(
      O.match(
        () => nothing,
        (stranded) => pipe(sweepRead(stranded), RTE.orElse(orPutOff(stranded))),
      ),
    ),
    unlessMoved,
    RTE.tapError(
      (failure) =>
        ({ log }: SweeperEnv) =>
          TE.fromIO(log.warn({ event: "sweep_failed", conversation_id: key.conversation_id, status: failure._tag })),
    ),
  );
