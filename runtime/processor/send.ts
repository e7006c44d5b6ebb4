import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { NotSent, Outbound } from "../ports/carrier";
import type { ProcessorEnv, Step } from "./processor-env";
import type { Setback } from "./setback";
import type { Committed, Sent } from "./stages";
import { timeFor } from "./time-for";

const outbound = ({ key, setup, draft, attemptId }: Committed, timeoutMs: number): Outbound => ({
  from: setup.sender,
  to: key.primary_channel,
  variables: draft.variables,
  subject: setup.subject,
  fromName: setup.fromName,
  attemptId,
  timeoutMs,
});

/** Time ran out after the commit: the call was not begun, so nothing was sent. */
const notBegun = (): NotSent => ({ _tag: "NotSent", reason: "no time left to send", retryAfterSeconds: undefined });

/** Hands the message to the carrier, once. */
export const send = (committed: Committed): Step<ProcessorEnv, Setback, Sent> =>
  pipe(
    timeFor((settings) => settings.carrierTimeoutSeconds, committed),
    RTE.mapLeft(notBegun),
    RTE.chainW(
      (timeoutMs) =>
        ({ carrier }: ProcessorEnv) =>
          carrier.send(committed.credentials, outbound(committed, timeoutMs)),
    ),
    RTE.map((accepted) => ({ ...committed, accepted })),
  );
