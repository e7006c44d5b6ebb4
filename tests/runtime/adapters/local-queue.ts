import { CreateQueueCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { startSqsSns } from "../../../tools/aws/sqs/sqs-sns";
import { sqsAt } from "../../helpers/local-clients";

export type LocalQueue = {
  readonly client: SQSClient;
  readonly url: string;
  readonly receive: () => Promise<readonly Message[]>;
  readonly stop: () => Promise<void>;
};

/** One queue on the local SQS, with the real client. */
export const startLocalQueue = async (): Promise<LocalQueue> => {
  const server = await startSqsSns();
  const client = sqsAt(server.url, { maxAttempts: 1 });
  await client.send(new CreateQueueCommand({ QueueName: "whatsapp" }));
  const url = `${server.url}/000000000000/whatsapp`;
  return {
    client,
    url,
    receive: async () => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["All"],
        }),
      );
      return Messages;
    },
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
};
