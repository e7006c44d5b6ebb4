import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { localPlace } from "../../local/resources/place";
import { sendSns } from "../../local/resources/sns-request";
import type { Journey } from "./journey-engine";

/** Subscribes a queue of its own to the alarm topic; gives the way to take what has arrived. */
export const subscribeToAlarms = async (journey: Journey, name: string): Promise<() => Promise<readonly string[]>> => {
  const { sqs, ready, services } = journey;
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const url = `${ready.endpoints.sqs}${new URL(QueueUrl).pathname}`;
  await sendSns(
    { endpoints: services.cloud.endpoints, place: localPlace },
    {
      Action: "Subscribe",
      TopicArn: ready.topicArn,
      Protocol: "sqs",
      Endpoint: `arn:aws:sqs:${localPlace.region}:${localPlace.account}:${name}`,
    },
  );
  return async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    if (Messages.length > 0) {
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    }
    return Messages.map(({ Body = "" }) => Body);
  };
};
