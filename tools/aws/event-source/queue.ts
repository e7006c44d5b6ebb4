import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { EventSourceMapping, MappingSettings } from "./event-source-mapping";
import { pause } from "./pause";

type RecordAttribute = {
  readonly stringValue?: string;
  readonly binaryValue?: string;
  readonly stringListValues: readonly string[];
  readonly binaryListValues: readonly string[];
  readonly dataType: string;
};

/** One message as Lambda hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export type SqsRecord = {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, RecordAttribute>>;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  readonly eventSource: "aws:sqs";
  readonly eventSourceARN: string;
  readonly awsRegion: string;
};

const attributeOf = (value: MessageAttributeValue): RecordAttribute => ({
  ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
  ...(value.BinaryValue === undefined ? {} : { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
  dataType: value.DataType ?? "",
});

const present = <T>(name: string, value: T | undefined): T => {
  if (value === undefined) throw new Error(`A received SQS message has no ${name}`);
  return value;
};

/** Shapes a received message as Lambda's event record. */
export const sqsRecord = (source: Pick<EventSourceMapping, "queueArn" | "region">, message: Message): SqsRecord => ({
  messageId: present("MessageId", message.MessageId),
  receiptHandle: present("ReceiptHandle", message.ReceiptHandle),
  body: message.Body ?? "",
  attributes: { ...message.Attributes },
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
  ),
  md5OfBody: present("MD5OfBody", message.MD5OfBody),
  ...(message.MD5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
  eventSource: "aws:sqs",
  eventSourceARN: source.queueArn,
  awsRegion: source.region,
});

/** What a mapping does with its queue; SQS takes at most ten messages per call. */
export type QueueClient = {
  readonly receive: (most: number, waitSeconds: number) => Promise<readonly Message[]>;
  /** Ids of the messages that SQS did not delete, with its reason. */
  readonly remove: (records: readonly SqsRecord[]) => Promise<readonly NotDeleted[]>;
  readonly giveBack: (messages: readonly Message[]) => Promise<void>;
  readonly visibilitySeconds: () => Promise<number>;
};

export type NotDeleted = { readonly messageId: string; readonly reason: string };

const mostPerCall = 10;

const inTens = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / mostPerCall) }, (_, at) =>
    items.slice(at * mostPerCall, (at + 1) * mostPerCall),
  );

/** Binds an SQS client to one queue; every call rejects with the SDK's own errors. */
export const makeQueueClient = (sqs: SQSClient, queueUrl: string): QueueClient => {
  const removeTen = async (records: readonly SqsRecord[]): Promise<readonly NotDeleted[]> => {
    const Entries = records.map((record, at) => ({ Id: String(at), ReceiptHandle: record.receiptHandle }));
    const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    return (Failed ?? []).map((entry) => ({
      messageId: records[Number(entry.Id)]?.messageId ?? "",
      reason: entry.Message ?? entry.Code ?? "no reason given",
    }));
  };

  return {
    receive: async (most, waitSeconds) => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(most, mostPerCall),
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
      );
      return Messages ?? [];
    },
    remove: async (records) => (await Promise.all(inTens(records).map(removeTen))).flat(),
    giveBack: async (messages) => {
      const Entries = messages.map((message, at) => ({
        Id: String(at),
        ReceiptHandle: message.ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      await Promise.all(
        inTens(Entries).map((ten) =>
          sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: [...ten] })),
        ),
      );
    },
    visibilitySeconds: async () => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["VisibilityTimeout"] }),
      );
      return Number(Attributes?.VisibilityTimeout ?? 30);
    },
  };
};

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
