import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import { type ConversationStatus, isoAfter, type SendState } from "../conversation/conversation";
import { correlationOf } from "../conversation/message";
import { recordSetback } from "../conversation/transitions";
import type { LogEvent } from "../log/log";
import type { StoreUnavailable } from "../ports/conversations";
import { changeConversation } from "./claim";
import { hurry, isLastReceive, retry } from "./retry-delay";
import {
  type Claimed,
  type Delivery,
  done,
  type LeaseLost,
  type ProcessorEnv,
  type Setback,
  type Verdict,
} from "./stages";

/** How the queue is answered: come back with growing delays, come back at once until the dead letters have it, or no more. */
type QueueAnswer = "retry" | "hurry" | "done";

/** What a setback changes on the record; `lastStatus` takes the place of `status` at the last receive. */
export type RecordPart = {
  readonly status: ConversationStatus;
  readonly lastStatus: ConversationStatus;
  readonly sendState: SendState | undefined;
};

/** What a setback does to message and record. */
export type Response = {
  readonly queue: QueueAnswer;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
  readonly record: RecordPart | undefined;
};

const recorded = (
  queue: QueueAnswer,
  reason: string,
  status: ConversationStatus,
  more: {
    readonly lastStatus?: ConversationStatus;
    readonly sendState?: SendState;
    readonly retryAfterSeconds?: number | undefined;
  } = {},
): Response => ({
  queue,
  reason,
  retryAfterSeconds: more.retryAfterSeconds,
  record: { status, lastStatus: more.lastStatus ?? status, sendState: more.sendState },
});

const unrecorded = (reason: string): Response => ({
  queue: "retry",
  reason,
  retryAfterSeconds: undefined,
  record: undefined,
});

export const responseTo = (setback: Setback): Response => {
  switch (setback._tag) {
    case "SetupIncomplete":
      return recorded("hurry", setback.reason, "failed_unknown");
    case "SecretMissing":
      return recorded("retry", setback.reason, "failed_secrets_fetch");
    case "AssistantUnavailable":
      return recorded("retry", `assistant: ${setback.reason}`, "processing", {
        lastStatus: "failed_to_process_ai",
        retryAfterSeconds: setback.retryAfterSeconds,
      });
    case "AssistantUnauthorised":
    case "AssistantRefused":
      return recorded("retry", `assistant: ${setback.reason}`, "failed_to_process_ai");
    case "NotSent":
      return recorded("retry", `carrier: ${setback.reason}`, "processing", {
        lastStatus: "failed_to_send_message",
        sendState: "drafted",
        retryAfterSeconds: setback.retryAfterSeconds,
      });
    case "CarrierSilent":
      return recorded("retry", `carrier: ${setback.reason}`, "processing", { lastStatus: "failed_to_send_message" });
    case "CarrierUnauthorised":
      return recorded("retry", `carrier: ${setback.reason}`, "failed_to_send_message", { sendState: "drafted" });
    case "CarrierRefused":
      return recorded("hurry", `carrier refused: ${setback.code}`, "failed_to_send_message", { sendState: "failed" });
    case "OutcomeUnknown":
      return recorded("done", `carrier: ${setback.reason}`, "processing", { sendState: "uncertain" });
    case "OutOfTime":
      return recorded("retry", "too little time was left", "processing", { lastStatus: "failed_unknown" });
    case "LeaseLost":
      return unrecorded("another worker has the conversation");
    case "SentButUnrecorded":
      return unrecorded("sent, but the record could not be updated");
    case "StoreUnavailable":
      return unrecorded("the conversations table is unavailable");
  }
};

/** What ends among the dead letters with a reason on its record; an unrecorded setback may yet be another worker's success. */
const isGivenUp = ({ queue, record }: Response, isLast: boolean): boolean =>
  record !== undefined && (queue === "hurry" || (queue === "retry" && isLast));

/** The log line of a setback; the alarm filters for `critical`. */
export const setbackEvent = (
  { context }: Claimed,
  delivery: Delivery,
  setback: Setback,
  response: Response,
  isLast: boolean,
): LogEvent => ({
  event: "setback",
  ...correlationOf(context),
  status: setback._tag,
  reason: response.reason,
  attempt: delivery.receiveCount,
  ...(isGivenUp(response, isLast) ? { given_up: true } : {}),
  ...(setback._tag === "SentButUnrecorded" ? { message_id: setback.messageId, critical: true } : {}),
});

/** Troubles that no retry mends by itself are errors; the others are warnings. */
export const isError = (setback: Setback): boolean =>
  ["SetupIncomplete", "SecretMissing", "AssistantUnauthorised", "CarrierUnauthorised", "SentButUnrecorded"].includes(
    setback._tag,
  );

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
