import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { recordSetback } from "../conversation/transitions/record-setback";
import type { StoreUnavailable } from "../ports/conversations";
import { changeConversation } from "./change-conversation";
import type { Delivery } from "./delivery";
import type { ProcessorEnv } from "./processor-env";
import { type Response, responseTo } from "./response-to";
import { isLastReceive, retryDelay } from "./retry-delay";
import type { LeaseLost, Setback } from "./setback";
import { isError, setbackEvent } from "./setback-event";
import type { Claimed } from "./stages";
import { again, done, type Verdict } from "./verdict";

/** Seconds before a message that cannot succeed is received again, on its way to the dead letters. */
const HURRY_SECONDS = 1;

const record = (
  claimed: Claimed,
  delivery: Delivery,
  { record: change, reason }: Response,
): RTE.ReaderTaskEither<ProcessorEnv, StoreUnavailable | LeaseLost, void> =>
  RTE.asksReaderTaskEitherW(({ clock, settings }: ProcessorEnv) =>
    change === undefined
      ? RTE.right(undefined)
      : changeConversation(
          claimed,
          recordSetback(claimed.lease, {
            status: isLastReceive(delivery.receiveCount, settings) ? change.lastStatus : change.status,
            reason,
            sendState: change.sendState,
            at: clock.now(),
          }),
        ),
  );

const retry = ({ receiveCount }: Delivery, retryAfterSeconds: number, { settings, random }: ProcessorEnv): Verdict =>
  isLastReceive(receiveCount, settings)
    ? again(0)
    : again(Math.max(retryDelay(receiveCount, settings, random()), Math.ceil(retryAfterSeconds)));

const verdictOf = (delivery: Delivery, { queue, retryAfterSeconds = 0 }: Response, env: ProcessorEnv): Verdict => {
  switch (queue) {
    case "done":
      return done;
    case "hurry":
      return again(HURRY_SECONDS);
    case "retry":
      return retry(delivery, retryAfterSeconds, env);
  }
};

/** Credentials that were not accepted are read again at the next receive, past the cache. */
const forgetRefused = (setback: Setback, { secrets }: ProcessorEnv): void => {
  if (setback._tag === "AssistantUnauthorised" || setback._tag === "CarrierUnauthorised") secrets.forgetAll();
};

/** Records why a conversation did not get to its end, and says when its message comes back. A message is not done with while its record does not say why. */
export const handleSetback =
  (claimed: Claimed, delivery: Delivery) =>
  (setback: Setback): RT.ReaderTask<ProcessorEnv, Verdict> =>
  (env) => {
    const response = responseTo(setback);
    const event = setbackEvent(claimed, delivery, setback, response);
    return pipe(
      TE.fromIO<void, StoreUnavailable | LeaseLost>(() => {
        (isError(setback) ? env.log.error : env.log.warn)(event)();
        forgetRefused(setback, env);
      }),
      TE.chain(() => record(claimed, delivery, response)(env)),
      TE.match(
        () => retry(delivery, 0, env),
        () => verdictOf(delivery, response, env),
      ),
    );
  };
