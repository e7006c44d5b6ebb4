import {
  CreateQueueCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { EventSourceMapping, MappingEvent } from "../../../../tools/aws/event-source/event-source-mapping";
import type { SqsRecord } from "../../../../tools/aws/event-source/queue";
import {
  type RunningMapping,
  startEventSourceMapping,
} from "../../../../tools/aws/event-source/start-event-source-mapping";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import { startSqsSns } from "../../../../tools/aws/sqs/sqs-sns";
import { accessKey, sqsAt } from "../../../helpers/local-clients";

type QueueAtWork = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly send: (body: string, more?: Partial<SendMessageCommandInput>) => Promise<string>;
};

/** Runs `act` against a queue on an SQS stand-in of its own, which ends afterwards. */
const withQueue = async (
  act: (queue: QueueAtWork) => Promise<void>,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const { url: endpoint, stop } = await startSqsSns({ accessKey });
  const sqs = sqsAt(endpoint, { maxAttempts: 1 });
  const queueUrl = `${endpoint}/000000000000/work`;
  const send: QueueAtWork["send"] = async (body, more) => {
    const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, ...more }));
    return MessageId ?? "";
  };
  try {
    await sqs.send(new CreateQueueCommand({ QueueName: "work", Attributes: { ...attributes } }));
    await act({ sqs, queueUrl, queueArn: "arn:aws:sqs:eu-north-1:000000000000:work", send });
  } finally {
    sqs.destroy();
    await stop();
  }
};

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
  readonly mostBatches?: number;
  /** Bodies sent before the mapping starts. */
  readonly waiting?: readonly string[];
  readonly invoke: (records: readonly SqsRecord[], at: number) => InvokeOutcome | Promise<InvokeOutcome>;
};

export const aMapping = (
  { queueUrl, queueArn }: Pick<QueueAtWork, "queueUrl" | "queueArn">,
  changes: Partial<EventSourceMapping> = {},
): EventSourceMapping => ({
  uuid: "11111111-2222-4333-8444-555555555555",
  functionName: "worker",
  queueUrl,
  queueArn,
  batchSize: 10,
  maximumBatchingWindowSeconds: 0,
  region: "eu-north-1",
  ...changes,
});

/** Runs `act` while a mapping feeds a queue's messages to `invoke`; both end afterwards. */
export const withMapping = (setting: Setting, act: (at: MappingAtWork) => Promise<void>): Promise<void> =>
  withQueue(async (queue) => {
    const events: MappingEvent[] = [];
    const batches: (readonly string[])[] = [];
    for (const body of setting.waiting ?? []) await queue.send(body);
    const mapping = startEventSourceMapping(aMapping(queue, setting.mapping), {
      sqs: queue.sqs,
      invoke: async (_name, event) => {
        const { Records } = event as { readonly Records: readonly SqsRecord[] };
        batches.push(Records.map((record) => record.body));
        return setting.invoke(Records, batches.length);
      },
      onEvent: (event) => events.push(event),
      pollSeconds: setting.pollSeconds ?? 0.03,
      ...(setting.mostBatches === undefined ? {} : { mostBatches: setting.mostBatches }),
    });
    const idsOf: MappingAtWork["idsOf"] = (tag) =>
      events.flatMap((event) => (event._tag === tag && "messageIds" in event ? event.messageIds : []));
    try {
      await act({ ...queue, events, batches, mapping, idsOf });
    } finally {
      await mapping.stop();
    }
  }, setting.queue);
