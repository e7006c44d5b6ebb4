import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { isoAfter } from "../conversation/lease";
import { recordSetback } from "../conversation/transitions/record-setback";
import type { StoreUnavailable } from "../ports/conversations";
import { changeConversation } from "./change-conversation";
import { hurry, retry } from "./come-back";
import type { Delivery } from "./delivery";
import type { ProcessorEnv } from "./processor-env";
import { type RecordPart, type Response, responseTo } from "./response-to";
import { isLastReceive } from "./retry-delay";
import type { LeaseLost, Setback } from "./setback";
import { isError, setbackEvent } from "./setback-event";
import type { Claimed } from "./stages";
import { done, type Verdict } from "./verdict";

/** An uncertain send is looked into at once; a message that comes back has its time, and then some; one that ends in the dead letters is not chased. */
const nextCheck = (
  verdict: Verdict,
  { sendState }: RecordPart,
  delivery: Delivery,
  env: ProcessorEnv,
): string | undefined => {
  const { clock, settings } = env;
  if (sendState === "uncertain") return isoAfter(clock.now(), 0);
  if (verdict._tag === "Done" || isLastReceive(delivery.receiveCount, settings)) return undefined;
  return isoAfter(clock.now(), verdict.afterSeconds + settings.reconcileAfterSeconds);
};

const record = (
  claimed: Claimed,
  delivery: Delivery,
  response: Response,
  verdict: Verdict,
): RTE.ReaderTaskEither<ProcessorEnv, StoreUnavailable | LeaseLost, void> =>
  RTE.asksReaderTaskEitherW((env: ProcessorEnv) =>
    response.record === undefined
      ? RTE.right(undefined)
      : changeConversation(
          claimed,
          recordSetback(claimed.lease, {
            status: isLastReceive(delivery.receiveCount, env.settings)
              ? response.record.lastStatus
              : response.record.status,
            reason: response.reason,
            sendState: response.record.sendState,
            nextCheckAt: response.queue === "hurry" ? undefined : nextCheck(verdict, response.record, delivery, env),
            at: env.clock.now(),
          }),
        ),
  );

const verdictOf = (delivery: Delivery, { queue, retryAfterSeconds = 0 }: Response, env: ProcessorEnv): Verdict => {
  switch (queue) {
    case "done":
      return done;
    case "hurry":
      return hurry;
    case "retry":
      return retry(delivery, env, retryAfterSeconds);
  }
};

const ofSecrets: readonly Setback["_tag"][] = ["AssistantUnauthorised", "CarrierUnauthorised", "SecretMissing"];

/** Secrets that were not accepted, or could not be read, are read again at the next receive, past the cache. */
const forgetRefused = (setback: Setback, { secrets }: ProcessorEnv): void => {
  if (ofSecrets.includes(setback._tag)) secrets.forgetAll();
};

/** Records why a conversation did not get to its end, and says when its message comes back. A message is not done with while its record does not say why. */
export const handleSetback =
  (claimed: Claimed, delivery: Delivery) =>
  (setback: Setback): RT.ReaderTask<ProcessorEnv, Verdict> =>
  (env) => {
    const response = responseTo(setback);
    const verdict = verdictOf(delivery, response, env);
    const event = setbackEvent(
      claimed,
      delivery,
      setback,
      response,
      isLastReceive(delivery.receiveCount, env.settings),
    );
    return pipe(
      TE.fromIO<void, StoreUnavailable | LeaseLost>(() => {
        (isError(setback) ? env.log.error : env.log.warn)(event)();
        forgetRefused(setback, env);
      }),
      TE.chain(() => record(claimed, delivery, response, verdict)(env)),
      TE.match(
        () => retry(delivery, env),
        () => verdict,
      ),
    );
  };
