import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { type Channel, channels } from "../../../runtime/request/request";
import type { QueuePair } from "../../ops/connect/sqs-dead-letters";
import type { QueueView } from "../api/picture";

export type Depths = Readonly<Record<Channel, Omit<QueueView, "oldestSeconds">>>;

const VISIBLE = "ApproximateNumberOfMessages";
const DELAYED = "ApproximateNumberOfMessagesDelayed";
const HIDDEN = "ApproximateNumberOfMessagesNotVisible";

const countsOf = async (sqs: SQSClient, QueueUrl: string) => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [VISIBLE, DELAYED, HIDDEN] }),
  );
  const count = (name: typeof VISIBLE | typeof DELAYED | typeof HIDDEN): number => Number(Attributes[name] ?? 0);
  return { waiting: count(VISIBLE) + count(DELAYED), inFlight: count(HIDDEN) };
};

/** How much lies in each channel's queue and dead-letter queue. */
export const queueDepths = async (sqs: SQSClient, queues: Readonly<Record<Channel, QueuePair>>): Promise<Depths> => {
  const depth = async (channel: Channel) => {
    const [queue, dead] = await Promise.all([
      countsOf(sqs, queues[channel].url),
      countsOf(sqs, queues[channel].dlqUrl),
    ]);
    return { ...queue, deadLetters: dead.waiting + dead.inFlight };
  };
  const [whatsapp, sms, email] = await Promise.all([depth("whatsapp"), depth("sms"), depth("email")]);
  return { whatsapp, sms, email };
};

export const waitingIn = (depths: Depths): number =>
  channels.reduce((sum, channel) => sum + depths[channel].waiting, 0);
