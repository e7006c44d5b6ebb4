import type { SQSBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as RT from "fp-ts/ReaderTask";
import * as RA from "fp-ts/ReadonlyArray";
import * as T from "fp-ts/Task";
import * as TE from "fp-ts/TaskEither";
import type { VisibilityUnchanged } from "../ports/queue";
import { guarded } from "../step";
import { processMessage } from "./process-message";
import { retry } from "./retry-delay";
import type { Delivery, ProcessorEnv, QueueAnswer } from "./stages";
import { identityOf } from "./stages";

/** What no step foresaw costs one message one receive, and the others of the batch nothing. */
const answerFor = (delivery: Delivery, env: ProcessorEnv): T.Task<QueueAnswer> =>
  guarded(
    () => processMessage(delivery)(env)(),
    (reason) => {
      env.log.error({
        event: "unforeseen",
        ...identityOf(delivery),
        reason,
        receive: delivery.receiveCount,
      })();
      return retry(delivery, env);
    },
  );

const receiveAgain = (delivery: Delivery, afterSeconds: number, env: ProcessorEnv): T.Task<readonly string[]> =>
  pipe(
    guarded(
      () => env.visibility.hide(delivery.receiptHandle, afterSeconds)(),
      () => E.left<VisibilityUnchanged>({ _tag: "VisibilityUnchanged" }),
    ),
    TE.orElse(() => TE.fromIO(env.log.warn({ event: "visibility_unchanged", channel: env.settings.channel }))),
    T.map(() => [delivery.messageId]),
  );

/** The message's id if it is to be received again. */
const failedId =
  (env: ProcessorEnv) =>
  (delivery: Delivery): T.Task<readonly string[]> =>
    pipe(
      answerFor(delivery, env),
      T.chain((answer) => (answer._tag === "Done" ? T.of([]) : receiveAgain(delivery, answer.afterSeconds, env))),
    );

/** Processes a batch's messages side by side, each for itself, and names those that come back. */
export const processBatch =
  (deliveries: readonly Delivery[]): RT.ReaderTask<ProcessorEnv, SQSBatchResponse> =>
  (env) =>
    pipe(
      deliveries,
      T.traverseArray(failedId(env)),
      T.map((ids) => ({ batchItemFailures: RA.flatten(ids).map((itemIdentifier) => ({ itemIdentifier })) })),
    );
