import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { markUncertain } from "../conversation/transitions";
import { hurry, retry } from "./retry-delay";
import {
  again,
  type ClaimRefusal,
  type Delivery,
  done,
  identityOf,
  type ProcessorEnv,
  type QueueAnswer,
  type Unclear,
} from "./stages";

const secondsUntil = (until: string, now: Date): number =>
  Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000));

/** A conversation that is already uncertain has its reason on the record; one that was left in sending gets it now. */
const leaveUncertain =
  ({ key, conversation }: Unclear, delivery: Delivery): RT.ReaderTask<ProcessorEnv, QueueAnswer> =>
  (env) =>
    conversation.send_state === "uncertain"
      ? T.of(done)
      : pipe(
          env.conversations.change(key, markUncertain(conversation, "the worker ended while sending", env.clock.now())),
          TE.match(
            () => retry(delivery, env),
            () => done,
          ),
        );

const answerTo = (refusal: ClaimRefusal, delivery: Delivery): RT.ReaderTask<ProcessorEnv, QueueAnswer> => {
  switch (refusal._tag) {
    case "AlreadySent":
    case "Conflicting":
    case "Erased":
    case "Suppressed":
    case "Cancelled":
      return () => T.of(done);
    case "Malformed":
    case "UnknownSchema":
    case "TooOften":
    case "Unreadable":
    case "TooLate":
    case "AlreadyFailed":
      return () => T.of(hurry);
    case "Busy":
      return ({ clock }) => T.of(again(secondsUntil(refusal.until, clock.now())));
    case "Unclear":
      return leaveUncertain(refusal, delivery);
    case "Stalled":
    case "StoreUnavailable":
      return (env) => T.of(retry(delivery, env));
  }
};

/** What becomes of a message that is not worked on. */
export const handleRefusal =
  (delivery: Delivery) =>
  (refusal: ClaimRefusal): RT.ReaderTask<ProcessorEnv, QueueAnswer> =>
  (env) =>
    pipe(
      T.fromIO(
        // What its client wanted is no warning.
        (refusal._tag === "Cancelled" ? env.log.info : env.log.warn)({
          event: "not_processed",
          ...identityOf(delivery),
          status: refusal._tag,
          receive: delivery.receiveCount,
          ...("reason" in refusal ? { reason: refusal.reason } : {}),
        }),
      ),
      T.chain(() => answerTo(refusal, delivery)(env)),
    );
