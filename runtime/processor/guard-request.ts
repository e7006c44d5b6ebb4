import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ConversationKey } from "../conversation/conversation";
import { conversationKey, type Message } from "../conversation/message";
import { lostConversation } from "../conversation/record";
import {
  type Difference,
  differenceOf,
  guardItem,
  guardKey,
  noteConflict,
  type RequestGuard,
  requestGuard,
} from "../conversation/request-guard";
import type { HasConversations } from "../ports/conversations";
import type { HasClock } from "../ports/time-and-chance";
import type { Step } from "../step";
import { readConversation } from "./claim";
import type { ClaimRefusal, HasSettings, ProcessorSettings } from "./stages";

type GuardEnv = HasConversations & HasClock & HasSettings;

/** Conflicts kept on one record; a client that goes on is still logged. */
const MOST_CONFLICTS = 20;

const ttlDays = ({ company }: Message, { conversationTtlDays }: ProcessorSettings): number | undefined =>
  company.retentionDays ?? conversationTtlDays;

/** A guard that was there a moment ago; if it is gone, the next receive finds out. */
const standingGuard =
  (guard: RequestGuard): Step<GuardEnv, ClaimRefusal, RequestGuard> =>
  ({ conversations }) =>
    pipe(
      conversations.readGuard(guardKey(guard)),
      TE.chainEitherKW(E.fromOption((): ClaimRefusal => ({ _tag: "StoreUnavailable" }))),
    );

/** A request whose id another one took. */
type Lost = {
  readonly message: Message;
  readonly winner: ConversationKey;
  readonly differs: Difference;
  readonly reason: string;
};

const kept = RTE.right<GuardEnv, ClaimRefusal, unknown>(undefined);

const append =
  ({ message, winner, differs }: Lost): Step<GuardEnv, ClaimRefusal, unknown> =>
  ({ conversations, clock }) => {
    const { request, acceptedAt: accepted_at } = message;
    const conflict = { at: clock.now().toISOString(), differs, channel: request.channel, accepted_at };
    return pipe(
      conversations.change(winner, noteConflict(conflict)),
      TE.mapLeft((): ClaimRefusal => ({ _tag: "StoreUnavailable" })),
    );
  };

/** Notes on the winner's record that its id came again, with the time by which the client knows its request. */
const note = (lost: Lost): Step<GuardEnv, ClaimRefusal, unknown> =>
  pipe(
    readConversation(lost.winner),
    RTE.chainW(({ conflicts = [] }) => (conflicts.length < MOST_CONFLICTS ? append(lost) : kept)),
  );

const record =
  ({ message, reason }: Lost): Step<GuardEnv, ClaimRefusal, unknown> =>
  ({ conversations, clock, settings }) =>
    conversations.putNew(
      lostConversation(message, {
        reason,
        at: clock.now(),
        processorVersion: settings.version,
        ttlDays: ttlDays(message, settings),
      }),
    );

const isSame = (one: ConversationKey, other: ConversationKey): boolean =>
  one.primary_channel === other.primary_channel && one.conversation_id === other.conversation_id;

/**
 * Keeps what became of a request that was accepted and lost its id: in a record of its own, or, where that one's place is the winner's, on
 * the winner's. Beside its own record a note there is best effort; the same request from another sender has lost nothing.
 */
const keep = (lost: Lost): Step<GuardEnv, ClaimRefusal, unknown> => {
  if (isSame(conversationKey(lost.message), lost.winner)) return note(lost);
  const noted = pipe(
    note(lost),
    RTE.orElse(() => kept),
  );
  return lost.differs === "sender"
    ? noted
    : pipe(
        record(lost),
        RTE.chain(() => noted),
      );
};

const compare =
  (message: Message, guard: RequestGuard) =>
  (standing: RequestGuard): Step<GuardEnv, ClaimRefusal, unknown> => {
    if (standing.erased_at !== undefined) return RTE.left({ _tag: "Erased" });
    if (standing.cancelled_at !== undefined) return RTE.left({ _tag: "Cancelled" });
    const differs = differenceOf(guard, standing);
    if (differs === undefined) return kept;
    const reason = `its request id was taken by a request with another ${differs}`;
    return pipe(
      keep({ message, winner: standing.winner, differs, reason }),
      RTE.chain(() => RTE.left<GuardEnv, ClaimRefusal>({ _tag: "Conflicting", reason })),
    );
  };

/** Lets through the first request of an id and its exact repetitions; of anything else under that id only its end is kept. */
export const guardRequest =
  (message: Message): Step<GuardEnv, ClaimRefusal, unknown> =>
  (env) => {
    const { conversations, clock, settings } = env;
    const days = ttlDays(message, settings);
    const guard = requestGuard(message);
    return pipe(
      conversations.putNew(guardItem(guard, clock.now(), days)),
      TE.chainW((put) =>
        put === "created" ? TE.right(undefined) : pipe(standingGuard(guard), RTE.chain(compare(message, guard)))(env),
      ),
    );
  };
