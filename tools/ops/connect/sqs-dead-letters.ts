import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { DeadLetter, DeadLetters } from "./ops-env";

export type QueuePair = { readonly url: string; readonly dlqUrl: string };

/** Long polling asks every server of SQS, so that an empty answer means an empty queue. */
const WAIT_SECONDS = 1;
const MOST_PER_RECEIVE = 10;

const letterOf = ({ MessageId = "", ReceiptHandle = "", Body = "", ...rest }: Message): DeadLetter => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: rest.MessageAttributes ?? {},
  groupId: rest.Attributes?.MessageGroupId,
});

const VISIBLE = "ApproximateNumberOfMessages";
const DELAYED = "ApproximateNumberOfMessagesDelayed";
const HIDDEN = "ApproximateNumberOfMessagesNotVisible";

/** Messages that lie in a queue, and those that somebody has received; SQS tells approximations. */
export const queueCounts = async (sqs: SQSClient, QueueUrl: string) => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [VISIBLE, DELAYED, HIDDEN] }),
  );
  const count = (name: typeof VISIBLE | typeof DELAYED | typeof HIDDEN): number => Number(Attributes[name] ?? 0);
  return { waiting: count(VISIBLE) + count(DELAYED), inFlight: count(HIDDEN) };
};

const countAll = async (client: SQSClient, url: string): Promise<number> => {
  const { waiting, inFlight } = await queueCounts(client, url);
  return waiting + inFlight;
};

const noSuchQueue = (): Promise<never> => Promise.reject(new Error("the stack has no such queue"));

/** Of a queue that a stack does not have: nothing lies there. */
export const noDeadLetters: DeadLetters = {
  waiting: async () => 0,
  count: async () => 0,
  receive: async () => [],
  sendBack: noSuchQueue,
  remove: noSuchQueue,
  release: noSuchQueue,
};

/** The queues in SQS. */
export const sqsDeadLetters = (client: SQSClient, { url, dlqUrl }: QueuePair): DeadLetters => ({
  waiting: () => countAll(client, url),
  count: () => countAll(client, dlqUrl),
  receive: async (seconds) => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: dlqUrl,
        MaxNumberOfMessages: MOST_PER_RECEIVE,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: seconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    return Messages.map(letterOf);
  },
  sendBack: async ({ body, attributes, groupId }) => {
    const { MessageId = "" } = await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: body,
        MessageAttributes: { ...attributes },
        ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
      }),
    );
    return MessageId;
  },
  remove: async ({ receiptHandle }) => {
    await client.send(new DeleteMessageCommand({ QueueUrl: dlqUrl, ReceiptHandle: receiptHandle }));
  },
  release: async ({ receiptHandle }) => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: dlqUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }),
    );
  },
});
