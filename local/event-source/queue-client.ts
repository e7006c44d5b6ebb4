import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SqsRecord } from "./sqs-record";

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
