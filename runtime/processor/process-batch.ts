import type { SQSBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RA from "fp-ts/ReadonlyArray";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import type { Correlation } from "../conversation/conversation";
import type { HasLog } from "../log/log";
import type { HasVisibility, VisibilityUnchanged } from "../ports/queue";
import { guarded } from "../step";
import type { Delivery, QueueAnswer } from "./stages";

type Delivered = Omit<Delivery, "message">;

type BatchEnv = HasLog & HasVisibility;

type Answering<R, D> = {
  readonly answer: (delivery: D) => RT.ReaderTask<R, QueueAnswer>;
  /** For log lines. */
  readonly identityOf: (delivery: D) => Correlation;
  /** When a message comes back that met what nobody foresaw. */
  readonly comeBack: (delivery: D, env: R) => QueueAnswer;
};

/** What no step foresaw costs one message one receive, and the others of the batch nothing. */
const answerFor = <R extends BatchEnv, D extends Delivered>(
  { answer, identityOf, comeBack }: Answering<R, D>,
  delivery: D,
  env: R,
): T.Task<QueueAnswer> =>
  guarded(
    () => answer(delivery)(env)(),
    (reason) => {
      env.log.error({ event: "unforeseen", ...identityOf(delivery), reason, receive: delivery.receiveCount })();
      return comeBack(delivery, env);
    },
  );

const receiveAgain = (
  { messageId, receiptHandle }: Delivered,
  afterSeconds: number,
  identity: Correlation,
  { log, visibility }: BatchEnv,
): T.Task<readonly string[]> =>
  pipe(
    guarded(
      () => visibility.hide(receiptHandle, afterSeconds)(),
      () => E.left<VisibilityUnchanged>({ _tag: "VisibilityUnchanged" }),
    ),
    TE.orElse(() => TE.fromIO(log.warn({ event: "visibility_unchanged", ...identity }))),
    T.map(() => [messageId]),
  );

/** The message's id if it is to be received again. */
const failedId =
  <R extends BatchEnv, D extends Delivered>(answering: Answering<R, D>, env: R) =>
  (delivery: D): T.Task<readonly string[]> =>
    pipe(
      answerFor(answering, delivery, env),
      T.chain((answer) =>
        answer._tag === "Done"
          ? T.of([])
          : receiveAgain(delivery, answer.afterSeconds, answering.identityOf(delivery), env),
      ),
    );

/** Answers a batch's messages side by side, each for itself, and names those that come back. */
export const answerBatch =
  <R extends BatchEnv, D extends Delivered>(answering: Answering<R, D>) =>
  (deliveries: readonly D[]): RT.ReaderTask<R, SQSBatchResponse> =>
  (env) =>
    pipe(
      deliveries,
      T.traverseArray(failedId(answering, env)),
      T.map((ids) => ({ batchItemFailures: RA.flatten(ids).map((itemIdentifier) => ({ itemIdentifier })) })),
    );
