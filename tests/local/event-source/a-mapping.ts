import type { EventSourceMapping } from "../../../local/event-source/event-source-mapping";
import type { MappingEvent } from "../../../local/event-source/mapping-event";
import type { SqsRecord } from "../../../local/event-source/sqs-record";
import { type RunningMapping, startEventSourceMapping } from "../../../local/event-source/start-event-source-mapping";
import type { InvokeOutcome } from "../../../local/lambda/invoke-outcome";
import { type QueueAtWork, withQueue } from "./a-queue";

export const answered = (answer: unknown): InvokeOutcome => ({ _tag: "Answered", payload: JSON.stringify(answer) });

export type MappingAtWork = QueueAtWork & {
  readonly events: readonly MappingEvent[];
  /** Bodies of each batch, in the order of the invocations. */
  readonly batches: readonly (readonly string[])[];
  readonly mapping: RunningMapping;
  /** Ids of the messages to which something happened, in order. */
  readonly idsOf: (tag: MappingEvent["_tag"]) => readonly string[];
};

type Setting = {
  readonly mapping?: Partial<EventSourceMapping>;
  readonly queue?: Readonly<Record<string, string>>;
  /** 0.03 unless given. */
  readonly pollSeconds?: number;
  /** Bodies sent before the mapping starts. */
  readonly waiting?: readonly string[];
  readonly invoke: (records: readonly SqsRecord[], at: number) => InvokeOutcome | Promise<InvokeOutcome>;
};

/** Runs `act` while a mapping feeds a queue's messages to `invoke`; both end afterwards. */
export const withMapping = (setting: Setting, act: (at: MappingAtWork) => Promise<void>): Promise<void> =>
  withQueue(async (queue) => {
    const events: MappingEvent[] = [];
    const batches: (readonly string[])[] = [];
    for (const body of setting.waiting ?? []) await queue.send(body);
    const mapping = startEventSourceMapping(
      {
        uuid: "11111111-2222-4333-8444-555555555555",
        functionName: "worker",
        queueUrl: queue.queueUrl,
        queueArn: queue.queueArn,
        batchSize: 10,
        maximumBatchingWindowSeconds: 0,
        reportBatchItemFailures: true,
        region: "eu-north-1",
        ...setting.mapping,
      },
      {
        sqs: queue.sqs,
        invoke: async (_name, event) => {
          const { Records } = event as { readonly Records: readonly SqsRecord[] };
          batches.push(Records.map((record) => record.body));
          return setting.invoke(Records, batches.length);
        },
        onEvent: (event) => events.push(event),
        pollSeconds: setting.pollSeconds ?? 0.03,
      },
    );
    const idsOf: MappingAtWork["idsOf"] = (tag) =>
      events.flatMap((event) => (event._tag === tag && "messageIds" in event ? event.messageIds : []));
    try {
      await act({ ...queue, events, batches, mapping, idsOf });
    } finally {
      await mapping.stop();
    }
  }, setting.queue);
