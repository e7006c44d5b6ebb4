import { CreateQueueCommand, SendMessageCommand, type SendMessageCommandInput, SQSClient } from "@aws-sdk/client-sqs";
import { startSqsSns } from "../../../local/aws/sqs-sns";

export type QueueAtWork = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly send: (body: string, more?: Partial<SendMessageCommandInput>) => Promise<string>;
};

/** Runs `act` against a queue on an SQS stand-in of its own, which ends afterwards. */
export const withQueue = async (
  act: (queue: QueueAtWork) => Promise<void>,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const { url: endpoint, stop } = await startSqsSns();
  const sqs = new SQSClient({
    endpoint,
    region: "eu-north-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
  });
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
