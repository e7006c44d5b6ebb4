import type { Message } from "@aws-sdk/client-sqs";
import type { MappingSettings } from "./event-source-mapping";
import { pause } from "./pause";
import type { QueueClient } from "./queue-client";

/** Another receive of ten 256 KiB messages must still fit into Lambda's 6 MB event. */
const enoughBytes = 6_291_456 - 10 * 262_144 * 1.2;

const bytesOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, message) => sum + Buffer.byteLength(message.Body ?? ""), 0);

/** Receives one batch: returns as soon as it is full or its window is over, or empty after a long poll of `waitSeconds` without messages. */
export const gatherBatch = async (
  queue: QueueClient,
  settings: MappingSettings,
  waitSeconds: number,
  stopping: AbortSignal,
): Promise<readonly Message[]> => {
  const messages = [...(await queue.receive(settings.batchSize, waitSeconds))];
  const windowEnd = performance.now() + settings.maximumBatchingWindowSeconds * 1000;
  while (messages.length > 0 && messages.length < settings.batchSize && bytesOf(messages) < enoughBytes) {
    const leftMs = windowEnd - performance.now();
    if (leftMs <= 0 || stopping.aborted) break;
    const more = await queue.receive(
      settings.batchSize - messages.length,
      leftMs >= waitSeconds * 1000 ? waitSeconds : 0,
    );
    messages.push(...more);
    if (more.length === 0 && leftMs < waitSeconds * 1000) await pause(Math.min(leftMs, 50), stopping);
  }
  return messages;
};
