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

const attributeOf = (value: MessageAttributeValue) => ({
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

/** One message as Lambda hands it to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const sqsRecord = (source: Pick<EventSourceMapping, "queueArn" | "region">, message: Message) => ({
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

export type SqsRecord = Readonly<ReturnType<typeof sqsRecord>>;

/** A message that SQS did not delete, with its reason. */
type NotDeleted = { readonly messageId: string; readonly reason: string };

const mostPerCall = 10;

/** What a mapping does with its queue. SQS takes at most ten messages per call; every call rejects with the SDK's own errors. */
export const makeQueueClient = (sqs: SQSClient, QueueUrl: string) => {
  const inTens = async <A, B>(items: readonly A[], call: (ten: readonly A[]) => Promise<B>): Promise<readonly B[]> => {
    const starts = Array.from({ length: Math.ceil(items.length / mostPerCall) }, (_, at) => at * mostPerCall);
    return Promise.all(starts.map((start) => call(items.slice(start, start + mostPerCall))));
  };

  const removeTen = async (records: readonly SqsRecord[]): Promise<readonly NotDeleted[]> => {
    const Entries = records.map((record, at) => ({ Id: String(at), ReceiptHandle: record.receiptHandle }));
    const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return Failed.map(({ Id, Message, Code }) => ({
      messageId: records[Number(Id)]?.messageId ?? "",
      reason: Message ?? Code ?? "no reason given",
    }));
  };

  const giveBackTen = async (messages: readonly Message[]): Promise<void> => {
    const Entries = messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  };

  return {
    receive: async (most: number, waitSeconds: number): Promise<readonly Message[]> => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: Math.min(most, mostPerCall),
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
      );
      return Messages;
    },
    remove: async (records: readonly SqsRecord[]): Promise<readonly NotDeleted[]> =>
      (await inTens(records, removeTen)).flat(),
    giveBack: async (messages: readonly Message[]): Promise<void> => void (await inTens(messages, giveBackTen)),
    visibilitySeconds: async (): Promise<number> => {
      const AttributeNames = ["VisibilityTimeout" as const];
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Number(Attributes?.VisibilityTimeout ?? 30);
    },
  };
};

export type QueueClient = ReturnType<typeof makeQueueClient>;

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
