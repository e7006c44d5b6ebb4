import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { Message } from "../conversation/message";
import { guardItem, guardKey, type RequestGuard, requestGuard, sameRequest } from "../conversation/request-guard";
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

const whatDiffers = (guard: RequestGuard, winner: RequestGuard): string =>
  guard.winner.primary_channel !== winner.winner.primary_channel ? "recipient" : "channel, sender or body";

/** Best effort: the log has the conflict too, and nothing is sent either way. */
const note = (guard: RequestGuard, winner: RequestGuard): Step<GuardEnv, ClaimRefusal, void> =>
  pipe(
    readConversation(winner.winner),
    RTE.filterOrElseW(
      ({ conflicts = [] }) => conflicts.length < MOST_CONFLICTS,
      () => ({ _tag: "Conflicting" as const }),
    ),
    RTE.chainW(
      () =>
        ({ conversations, clock }: GuardEnv) =>
          conversations.change(
            winner.winner,
            noteConflict({ at: clock.now().toISOString(), differs: whatDiffers(guard, winner) }),
          ),
    ),
    RTE.orElse(() => RTE.right<GuardEnv, ClaimRefusal, void>(undefined)),
  );

const refuse = (guard: RequestGuard, winner: RequestGuard): Step<GuardEnv, ClaimRefusal, void> =>
  pipe(
    note(guard, winner),
    RTE.chain(() => RTE.left<GuardEnv, ClaimRefusal>({ _tag: "Conflicting" })),
  );

const compare =
  (guard: RequestGuard) =>
  (winner: RequestGuard): Step<GuardEnv, ClaimRefusal, void> => {
    if (winner.erased_at !== undefined) return RTE.left({ _tag: "Erased" });
    return sameRequest(guard, winner) ? RTE.right(undefined) : refuse(guard, winner);
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
