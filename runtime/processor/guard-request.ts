import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { Message } from "../conversation/message";
import { differenceOf, guardItem, guardKey, type RequestGuard, requestGuard } from "../conversation/request-guard";
import { noteConflict } from "../conversation/transitions";
import type { HasConversations } from "../ports/conversations";
import type { HasClock } from "../ports/time-and-chance";
import type { Step } from "../step";
import { readConversation } from "./claim";
import type { ClaimRefusal, HasSettings } from "./stages";

type GuardEnv = HasConversations & HasClock & HasSettings;

/** Conflicts kept on one record; a client that goes on is still logged. */
const MOST_CONFLICTS = 20;

/** A guard that was there a moment ago; if it is gone, the next receive finds out. */
const standing =
  (guard: RequestGuard): Step<GuardEnv, ClaimRefusal, RequestGuard> =>
  ({ conversations }) =>
    pipe(
      conversations.readGuard(guardKey(guard)),
      TE.chainEitherKW(E.fromOption((): ClaimRefusal => ({ _tag: "StoreUnavailable" }))),
    );

/** Best effort: the log has the conflict too, and nothing is sent either way. */
const note = (differs: string, winner: RequestGuard): Step<GuardEnv, ClaimRefusal, void> =>
  pipe(
    readConversation(winner.winner),
    RTE.filterOrElseW(
      ({ conflicts = [] }) => conflicts.length < MOST_CONFLICTS,
      () => ({ _tag: "Conflicting" as const }),
    ),
    RTE.chainW(
      () =>
        ({ conversations, clock }: GuardEnv) =>
          conversations.change(winner.winner, noteConflict({ at: clock.now().toISOString(), differs })),
    ),
    RTE.orElse(() => RTE.right<GuardEnv, ClaimRefusal, void>(undefined)),
  );

const refuse = (differs: string, winner: RequestGuard): Step<GuardEnv, ClaimRefusal, void> =>
  pipe(
    note(differs, winner),
    RTE.chain(() => RTE.left<GuardEnv, ClaimRefusal>({ _tag: "Conflicting" })),
  );

const compare =
  (guard: RequestGuard) =>
  (winner: RequestGuard): Step<GuardEnv, ClaimRefusal, void> => {
    if (winner.erased_at !== undefined) return RTE.left({ _tag: "Erased" });
    const differs = differenceOf(guard, winner);
    return differs === undefined ? RTE.right(undefined) : refuse(differs, winner);
  };

/** Lets through the first request of an id and its exact repetitions; anything else under that id is only noted. */
export const guardRequest =
  (message: Message): Step<GuardEnv, ClaimRefusal, void> =>
  (env) => {
    const { conversations, clock, settings } = env;
    const guard = requestGuard(message);
    const item = guardItem(guard, clock.now(), message.company.retentionDays ?? settings.conversationTtlDays);
    return pipe(
      conversations.putNew(item),
      TE.chainW((put) =>
        put === "created" ? TE.right(undefined) : pipe(standing(guard), RTE.chain(compare(guard)))(env),
      ),
    );
  };
