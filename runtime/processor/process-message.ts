import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import { correlationOf, sendable } from "../conversation/message";
import type { LogEvent } from "../log/log";
import type { HasClock } from "../ports/time-and-chance";
import type { Step } from "../step";
import { claim, type Received } from "./claim";
import { draft } from "./draft";
import { guardRequest } from "./guard-request";
import { handleRefusal } from "./handle-refusal";
import { look, permit } from "./look";
import { prepare, readAhead } from "./prepare";
import { answerBatch } from "./process-batch";
import { retry } from "./retry-delay";
import { commit, conclude, send } from "./send";
import { handleSetback } from "./setback";
import {
  type Claimed,
  type ClaimRefusal,
  type Delivery,
  done,
  type HasSettings,
  identityOf,
  type ProcessorEnv,
  type QueueAnswer,
  type Sent,
  type Setback,
} from "./stages";
import { hideForLease, withHeartbeat } from "./with-heartbeat";

const sentEvent = ({ message, attemptId, accepted }: Sent, at: Date): LogEvent => ({
  event: "message_sent",
  ...correlationOf(message),
  attempt_id: attemptId,
  message_id: accepted.messageId,
  since_accepted_ms: at.getTime() - Date.parse(message.acceptedAt),
});

/** The message, if it may still be sent, and when it was received. */
const receive =
  ({ message, receiveCount }: Delivery): Step<HasClock & HasSettings, ClaimRefusal, Received> =>
  ({ clock, settings }) => {
    const receivedAt = clock.now();
    return TE.fromEither(
      pipe(
        message,
        E.filterOrElseW(
          () => receiveCount <= settings.maxReceiveCount,
          (): ClaimRefusal => ({ _tag: "TooOften" }),
        ),
        E.chainW((received) => sendable(received, receivedAt)),
        E.map((received) => ({ message: received, receivedAt })),
      ),
    );
  };

const take = (delivery: Delivery): Step<ProcessorEnv, ClaimRefusal, Claimed> =>
  pipe(
    receive(delivery),
    RTE.chainFirstReaderIOKW(({ message }) => readAhead(message)),
    RTE.chainFirstW(({ message }) => guardRequest(message)),
    RTE.chainW(claim),
    RTE.chainFirstW(() => hideForLease(delivery)),
  );

const outreach = (claimed: Claimed): Step<ProcessorEnv, Setback, Sent> =>
  pipe(
    permit(claimed),
    RTE.chainW(prepare),
    RTE.chainW(draft),
    RTE.chainW(commit),
    RTE.chainW(look),
    RTE.chainW(send),
    RTE.chainW(conclude),
  );

const finish =
  (sent: Sent): RT.ReaderTask<ProcessorEnv, QueueAnswer> =>
  ({ log, clock }) =>
    pipe(
      T.fromIO(log.info(sentEvent(sent, clock.now()))),
      T.map(() => done),
    );

const work =
  (delivery: Delivery) =>
  (claimed: Claimed): RT.ReaderTask<ProcessorEnv, QueueAnswer> =>
    pipe(claimed, withHeartbeat(delivery)(outreach), RTE.matchE(handleSetback(claimed, delivery), finish));

/** Takes one queue message as far as it will go now: to its record's end, or to a reason why not. */
export const processMessage = (delivery: Delivery): RT.ReaderTask<ProcessorEnv, QueueAnswer> =>
  pipe(take(delivery), RTE.matchE(handleRefusal(delivery), work(delivery)));

/** A batch of them. */
export const processBatch = answerBatch({ answer: processMessage, identityOf, comeBack: retry });
