import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { type Attempt, commitToSend } from "../conversation/transitions/commit-to-send";
import { changeConversation } from "./change-conversation";
import type { ProcessorEnv, Step } from "./processor-env";
import type { Setback } from "./setback";
import type { Committed, Drafted } from "./stages";
import { timeFor } from "./time-for";

const newAttempt: Step<ProcessorEnv, never, Attempt> = RTE.asks(({ ids, clock }) => ({
  attempt_id: ids.next(),
  sending_at: clock.now().toISOString(),
}));

/** Records the intent to send, once there is time left to send in. */
export const commit = (drafted: Drafted): Step<ProcessorEnv, Setback, Committed> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, drafted),
    RTE.chainW(() => newAttempt),
    RTE.chainFirstW((attempt) => changeConversation(drafted, commitToSend(drafted.lease, attempt))),
    RTE.map(({ attempt_id }) => ({ ...drafted, attemptId: attempt_id })),
  );
