import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ContextObject } from "../context/context-object";
import { LARGEST_MESSAGE, type QueuedMessage, queuedMessage, sizeOf } from "../context/queued-message";
import { fitsRecord } from "../conversation/record-size";
import type { HasQueue, QueueMissing, QueueRefused } from "../ports/queue";
import { type Rejection, rejection } from "./rejection";

const tooLarge = (): Rejection =>
  rejection(
    "PAYLOAD_TOO_LARGE",
    `The request with its project's record exceeds ${LARGEST_MESSAGE} bytes, or what a record can hold`,
  );

const toRejection = ({ _tag }: QueueRefused | QueueMissing): Rejection =>
  _tag === "QueueRefused"
    ? rejection("QUEUE_ERROR", "The request cannot be queued at the moment")
    : rejection("CONFIGURATION_ERROR", "This channel is not fully deployed", "the deployment names no queue for it");

/** Hands the context object to its channel's queue. */
export const enqueue = (context: ContextObject): RTE.ReaderTaskEither<HasQueue, Rejection, void> =>
  pipe(
    RTE.right<HasQueue, Rejection, QueuedMessage>(queuedMessage(context)),
    RTE.filterOrElse((message) => sizeOf(message) <= LARGEST_MESSAGE && fitsRecord(context), tooLarge),
    RTE.chain(
      (message) =>
        ({ queue }: HasQueue) =>
          pipe(queue.send(message), TE.mapLeft(toRejection)),
    ),
  );
