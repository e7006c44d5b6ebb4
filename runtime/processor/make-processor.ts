import type { SQSBatchResponse } from "aws-lambda";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { type Invocation, noteInvocation } from "../adapters/current-invocation";
import { processorAdapters } from "../adapters/processor-adapters";
import { decodeOr } from "../codec/decode-or";
import { deliveryOf, SqsEvent } from "./delivery";
import { processBatch } from "./process-batch";
import type { ProcessorSettings } from "./processor-settings";

type InvocationContext = Invocation & { readonly getRemainingTimeInMillis: () => number };

/** One channel's Lambda handler: clients are made here, once per container. */
export const makeProcessor = (
  settings: ProcessorSettings,
): ((event: unknown, context: InvocationContext) => Promise<SQSBatchResponse>) => {
  const adapters = processorAdapters(settings);
  return (event, context) => {
    noteInvocation(context);
    return pipe(
      event,
      decodeOr(SqsEvent, (places) => new Error(`not an event of a queue: ${places}`)),
      E.match(
        (error) => Promise.reject(error),
        ({ Records }) =>
          processBatch(Records.map(deliveryOf))({
            ...adapters,
            deadline: { remainingMs: () => context.getRemainingTimeInMillis() },
          })(),
      ),
    );
  };
};
