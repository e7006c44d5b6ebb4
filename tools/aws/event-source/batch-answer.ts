import type { InvokeOutcome } from "../lambda/invocation";
import type { MappingEvent } from "./event-source-mapping";
import type { SqsRecord } from "./queue";

/** Which messages of a batch are done with; `Malformed` keeps them all and says what is wrong with the answer. */
export type BatchAnswer =
  | { readonly _tag: "Settled"; readonly failedIds: ReadonlySet<string> }
  | { readonly _tag: "Malformed"; readonly reason: string };

const malformed = (reason: string): BatchAnswer => ({ _tag: "Malformed", reason });

const parse = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const identifierOf = (item: unknown): unknown => (isRecord(item) ? item.itemIdentifier : undefined);

/**
 * Reads a function's answer under ReportBatchItemFailures.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const readBatchAnswer = (payload: string, messageIds: readonly string[]): BatchAnswer => {
  const answer = parse(payload);
  if (answer === undefined) return malformed("the answer is not JSON");
  const failures = isRecord(answer) ? answer.batchItemFailures : undefined;
  // Null, {} and an empty list all mean complete success.
  if (answer === null || (isRecord(answer) && (failures === undefined || failures === null)))
    return { _tag: "Settled", failedIds: new Set() };
  if (!Array.isArray(failures)) return malformed("the answer is not an object with a list batchItemFailures");
  const ids = failures.map(identifierOf);
  const known = new Set(messageIds);
  const failed = ids.filter((id): id is string => typeof id === "string" && known.has(id));
  if (failed.length < ids.length)
    return malformed("an entry of batchItemFailures has no itemIdentifier, or not one of this batch");
  return { _tag: "Settled", failedIds: new Set(failed) };
};

/** Which records to delete, and what to report of those that stay. */
export type SortedBatch = {
  readonly done: readonly SqsRecord[];
  readonly kept?: MappingEvent & { readonly _tag: "Kept" };
};

const idsOf = (records: readonly SqsRecord[]): readonly string[] => records.map((record) => record.messageId);

const errorTypeOf = (payload: string): string => /"errorType":"([\w.]+)"/.exec(payload)?.[1] ?? "unknown error type";

/** Decides, from how the invocation ended, what happens to each record of the batch. */
export const sortBatch = (
  records: readonly SqsRecord[],
  outcome: InvokeOutcome,
  reportBatchItemFailures: boolean,
): SortedBatch => {
  const messageIds = idsOf(records);
  switch (outcome._tag) {
    case "Throttled":
    case "UnknownFunction":
      return { done: [], kept: { _tag: "Kept", messageIds, reason: outcome._tag, detail: "the function did not run" } };
    case "FunctionError":
      return {
        done: [],
        kept: { _tag: "Kept", messageIds, reason: "FunctionError", detail: errorTypeOf(outcome.payload) },
      };
    case "Answered": {
      if (!reportBatchItemFailures) return { done: records };
      const verdict = readBatchAnswer(outcome.payload, messageIds);
      if (verdict._tag === "Malformed")
        return { done: [], kept: { _tag: "Kept", messageIds, reason: "MalformedAnswer", detail: verdict.reason } };
      const failed = messageIds.filter((id) => verdict.failedIds.has(id));
      const done = records.filter((record) => !verdict.failedIds.has(record.messageId));
      if (failed.length === 0) return { done };
      const detail = "reported by the function";
      return { done, kept: { _tag: "Kept", messageIds: failed, reason: "ItemFailures", detail } };
    }
  }
};
