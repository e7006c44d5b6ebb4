import type { InvokeOutcome } from "../lambda/invoke-outcome";
import { batchVerdict } from "./batch-verdict";
import type { MappingEvent } from "./mapping-event";
import type { SqsRecord } from "./sqs-record";

/** Which records to delete, and what to report of those that stay. */
export type Settlement = {
  readonly done: readonly SqsRecord[];
  readonly kept?: MappingEvent & { readonly _tag: "Kept" };
};

const idsOf = (records: readonly SqsRecord[]): readonly string[] => records.map((record) => record.messageId);

const errorTypeOf = (payload: string): string => /"errorType":"([\w.]+)"/.exec(payload)?.[1] ?? "unknown error type";

/** Decides, from how the invocation ended, what happens to each record of the batch. */
export const settleBatch = (
  records: readonly SqsRecord[],
  outcome: InvokeOutcome,
  reportBatchItemFailures: boolean,
): Settlement => {
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
      const verdict = batchVerdict(outcome.payload, messageIds);
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
