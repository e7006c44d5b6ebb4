import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { type Attempt, commitToSend } from "../conversation/transitions/commit-to-send";
import type { StoreUnavailable } from "../ports/conversations";
import { changeConversation } from "./change-conversation";
import type { ProcessorEnv, Step } from "./processor-env";
import type { LeaseLost, Setback } from "./setback";
import type { Committed, Drafted } from "./stages";
import { timeFor } from "./time-for";

const newAttempt: Step<ProcessorEnv, never, Attempt> = RTE.asks(({ ids, clock }) => ({
  attempt_id: ids.next(),
  sending_at: clock.now().toISOString(),
}));

/** Nothing was sent without the commit, even if the store took it and only its answer was lost. */
const notSent = (failure: StoreUnavailable | LeaseLost): Setback =>
  failure._tag === "LeaseLost"
    ? failure
    : { _tag: "NotSent", reason: "the intent to send could not be recorded", retryAfterSeconds: undefined };

const record = (drafted: Drafted, attempt: Attempt): Step<ProcessorEnv, Setback, void> =>
  pipe(changeConversation(drafted, commitToSend(drafted.lease, attempt)), RTE.mapLeft(notSent));

/** Records the intent to send, once there is time left to send in. */
export const commit = (drafted: Drafted): Step<ProcessorEnv, Setback, Committed> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, drafted),
    RTE.chainW(() => newAttempt),
    RTE.chainFirstW((attempt) => record(drafted, attempt)),
    RTE.map(({ attempt_id }) => ({ ...drafted, attemptId: attempt_id })),
  );
