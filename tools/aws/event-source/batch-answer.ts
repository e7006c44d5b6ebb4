import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";
import type { InvokeOutcome } from "../lambda/invocation";
import type { Kept } from "./event-source-mapping";
import type { SqsRecord } from "./queue";

const identifierOf = (item: unknown): unknown => (isJsonObject(item) ? item.itemIdentifier : undefined);

/** The ids of the messages that failed, or what is wrong with the answer. */
const failedIdsIn =
  (messageIds: readonly string[]) =>
  (answer: unknown): E.Either<string, readonly string[]> => {
    const failures = isJsonObject(answer) ? answer.batchItemFailures : undefined;
    // Null, {} and an empty list all mean complete success.
    if (answer === null || (isJsonObject(answer) && (failures === undefined || failures === null))) return E.right([]);
    if (!Array.isArray(failures)) return E.left("the answer is not an object with a list batchItemFailures");
    const ids = failures.map(identifierOf);
    return ids.every((id) => typeof id === "string" && messageIds.includes(id))
      ? E.right(messageIds.filter((id) => ids.includes(id)))
      : E.left("an entry of batchItemFailures has no itemIdentifier, or not one of this batch");
  };

/**
 * Reads a function's answer under ReportBatchItemFailures: the ids that failed, each once, in the batch's order.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const readBatchAnswer = (
  messageIds: readonly string[],
): ((payload: string) => E.Either<string, readonly string[]>) =>
  flow(
    parseJson(() => "the answer is not JSON"),
    E.chain(failedIdsIn(messageIds)),
  );

/** Which records to delete, and what to report of those that stay. */
type SortedBatch = { readonly done: readonly SqsRecord[]; readonly kept?: Kept };

const errorTypeOf = (payload: string): string => /"errorType":"([\w.]+)"/.exec(payload)?.[1] ?? "unknown error type";

/** Decides, from how the invocation ended, what happens to each record of the batch. */
export const sortBatch = (records: readonly SqsRecord[], outcome: InvokeOutcome): SortedBatch => {
  const messageIds = records.map((record) => record.messageId);
  const keep = (kept: readonly string[], reason: Kept["reason"], detail: string): SortedBatch => ({
    done: records.filter((record) => !kept.includes(record.messageId)),
    ...(kept.length === 0 ? {} : { kept: { _tag: "Kept", messageIds: kept, reason, detail } }),
  });
  switch (outcome._tag) {
    case "Throttled":
    case "UnknownFunction":
      return keep(messageIds, outcome._tag, "the function did not run");
    case "FunctionError":
      return keep(messageIds, "FunctionError", errorTypeOf(outcome.payload));
    case "Answered":
      return pipe(
        outcome.payload,
        readBatchAnswer(messageIds),
        E.match(
          (fault) => keep(messageIds, "MalformedAnswer", fault),
          (failed) => keep(failed, "ItemFailures", "reported by the function"),
        ),
      );
  }
};
