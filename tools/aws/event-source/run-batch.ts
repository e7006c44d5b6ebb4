import type { Message } from "@aws-sdk/client-sqs";
import type { InvokeOutcome } from "../lambda/invocation";
import { sortBatch } from "./batch-answer";
import type { GateSignal } from "./batch-gate";
import type { EventSourceMapping, MappingEvent } from "./event-source-mapping";
import { pause } from "./pause";
import { type QueueClient, type SqsRecord, sqsRecord } from "./queue";

const firstDelayMs = 100;
const longestDelayMs = 5_000;

export type InvokeUntilTaken = {
  readonly invoke: () => Promise<InvokeOutcome>;
  /** `performance.now()` value at which the messages become visible to others. */
  readonly visibleAt: number;
  readonly stopping: AbortSignal;
  readonly onThrottled: (retryAfterMs: number) => void;
};

/** Invokes again, with backoff, while the function is throttled and the messages are still hidden. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export const invokeUntilTaken = async ({
  invoke,
  visibleAt,
  stopping,
  onThrottled,
}: InvokeUntilTaken): Promise<InvokeOutcome> => {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    const outcome = await invoke();
    if (outcome._tag !== "Throttled" || stopping.aborted || performance.now() + delayMs >= visibleAt) return outcome;
    onThrottled(delayMs);
    await pause(delayMs, stopping);
  }
};

export type Batch = {
  readonly settings: EventSourceMapping;
  readonly messages: readonly Message[];
  /** `performance.now()` value at which the messages become visible to others. */
  readonly visibleAt: number;
};

export type BatchDeps = {
  readonly queue: QueueClient;
  readonly invoke: (functionName: string, event: unknown) => Promise<InvokeOutcome>;
  readonly onEvent: (event: MappingEvent) => void;
  readonly stopping: AbortSignal;
};

const remove = async (records: readonly SqsRecord[], { queue, onEvent }: BatchDeps): Promise<void> => {
  if (records.length === 0) return;
  const messageIds = records.map((record) => record.messageId);
  try {
    const left = new Map((await queue.remove(records)).map((entry) => [entry.messageId, entry.reason]));
    const gone = messageIds.filter((id) => !left.has(id));
    if (gone.length > 0) onEvent({ _tag: "Deleted", messageIds: gone });
    if (left.size > 0)
      onEvent({ _tag: "DeleteFailed", messageIds: [...left.keys()], error: new Error([...left.values()].join("; ")) });
  } catch (fault) {
    onEvent({ _tag: "DeleteFailed", messageIds, error: fault instanceof Error ? fault : new Error(String(fault)) });
  }
};

/** Runs the function with one batch and deletes what it handled; never rejects: what went wrong is an event. */
export const runBatch = async (batch: Batch, deps: BatchDeps): Promise<GateSignal> => {
  const { settings, messages, visibleAt } = batch;
  const messageIds = messages.map((message) => message.MessageId ?? "");
  let wasThrottled = false;
  deps.onEvent({ _tag: "Received", messageIds });
  try {
    const records = messages.map((message) => sqsRecord(settings, message));
    const outcome = await invokeUntilTaken({
      invoke: () => deps.invoke(settings.functionName, { Records: records }),
      visibleAt,
      stopping: deps.stopping,
      onThrottled: (retryAfterMs) => {
        wasThrottled = true;
        deps.onEvent({ _tag: "Throttled", messageIds, retryAfterMs });
      },
    });
    const { done, kept } = sortBatch(records, outcome, settings.reportBatchItemFailures);
    await remove(done, deps);
    if (kept !== undefined) deps.onEvent(kept);
    if (wasThrottled || outcome._tag === "Throttled") return "Throttled";
    // With partial batch responses AWS does not slow down for failures.
    return outcome._tag === "Answered" || settings.reportBatchItemFailures ? "Went" : "Failed";
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault);
    deps.onEvent({ _tag: "Kept", messageIds, reason: "InvokeFailed", detail });
    return "Failed";
  }
};
