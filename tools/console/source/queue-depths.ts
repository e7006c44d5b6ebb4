import type { SQSClient } from "@aws-sdk/client-sqs";
import { type Channel, channels } from "../../../runtime/request/request";
import { type QueuePair, queueCounts } from "../../ops/connect/sqs-dead-letters";
import type { QueueView } from "../api/picture";

export type Depths = Readonly<Record<Channel, Omit<QueueView, "oldestSeconds">>>;

/** How much lies in each channel's queue and dead-letter queue. */
export const queueDepths = async (sqs: SQSClient, queues: Readonly<Record<Channel, QueuePair>>): Promise<Depths> => {
  const depth = async (channel: Channel) => {
    const [queue, dead] = await Promise.all([
      queueCounts(sqs, queues[channel].url),
      queueCounts(sqs, queues[channel].dlqUrl),
    ]);
    return { ...queue, deadLetters: dead.waiting + dead.inFlight };
  };
  const [whatsapp, sms, email] = await Promise.all([depth("whatsapp"), depth("sms"), depth("email")]);
  return { whatsapp, sms, email };
};

export const waitingIn = (depths: Depths): number =>
  channels.reduce((sum, channel) => sum + depths[channel].waiting, 0);
