import type { Message } from "@aws-sdk/client-sqs";
import * as E from "fp-ts/Either";
import type { Invoke, InvokeOutcome } from "../lambda/invocation";
import { sortBatch } from "./batch-answer";
import type { GateSignal } from "./batch-gate";
import type { EventSourceMapping, MappingEvent } from "./event-source-mapping";
import { pause } from "./pause";
import { type QueueClient, type SqsRecord, sqsRecord } from "./queue";

type Batch = {
  readonly settings: EventSourceMapping;
  readonly messages: readonly Message[];
  /** `performance.now()` value at which the messages become visible to others. */
  readonly visibleAt: number;
};

type BatchDeps = {
  readonly queue: QueueClient;
  readonly invoke: Invoke;
  readonly onEvent: (event: MappingEvent) => void;
  readonly stopping: AbortSignal;
};

const firstDelayMs = 100;
const longestDelayMs = 5_000;

/** Invokes again, with backoff, while the function is throttled and the messages are still hidden. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
const invokeUntilTaken = async (
  invoke: () => Promise<InvokeOutcome>,
  visibleAt: number,
  stopping: AbortSignal,
  onThrottled: (retryAfterMs: number) => void,
): Promise<InvokeOutcome> => {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    const outcome = await invoke();
    if (outcome._tag !== "Throttled" || stopping.aborted || performance.now() + delayMs >= visibleAt) return outcome;
    onThrottled(delayMs);
    await pause(delayMs, stopping);
  }
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
    onEvent({ _tag: "DeleteFailed", messageIds, error: E.toError(fault) });
  }
};

/** Runs the function with one batch and deletes what it handled; never rejects: what went wrong is an event. */
export const runBatch = async ({ settings, messages, visibleAt }: Batch, deps: BatchDeps): Promise<GateSignal> => {
  const { invoke, onEvent, stopping } = deps;
  const messageIds = messages.map((message) => message.MessageId ?? "");
  let wasThrottled = false;
  onEvent({ _tag: "Received", messageIds });
  try {
    const records = messages.map((message) => sqsRecord(settings, message));
    const call = () => invoke(settings.functionName, { Records: records });
    const outcome = await invokeUntilTaken(call, visibleAt, stopping, (retryAfterMs) => {
      wasThrottled = true;
      onEvent({ _tag: "Throttled", messageIds, retryAfterMs });
    });
    const { done, kept } = sortBatch(records, outcome);
    await remove(done, deps);
    if (kept !== undefined) onEvent(kept);
    if (wasThrottled || outcome._tag === "Throttled") return "Throttled";
    // With partial batch responses AWS does not slow down for failures.
    return "Went";
  } catch (fault) {
    onEvent({ _tag: "Kept", messageIds, reason: "InvokeFailed", detail: E.toError(fault).message });
    return "Failed";
  }
};
