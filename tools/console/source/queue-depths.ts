import type { SQSClient } from "@aws-sdk/client-sqs";
import { channels } from "../../../runtime/request/request";
import type { Target } from "../../ops/connect/connect";
import type { QueueName } from "../../ops/connect/queue-names";
import { type QueuePair, queueCounts } from "../../ops/connect/sqs-dead-letters";
import type { QueueView } from "../api/picture";

export type Depths = Readonly<Record<QueueName, Omit<QueueView, "oldestSeconds">>>;

/** How much lies in each queue and its dead-letter queue. */
export const queueDepths = async (
  sqs: SQSClient,
  { queues, repliesQueue, eventsQueue }: Pick<Target, "queues" | "repliesQueue" | "eventsQueue">,
): Promise<Depths> => {
  const depth = async (pair: QueuePair | null) => {
    if (pair === null) return { waiting: 0, inFlight: 0, deadLetters: 0 };
    const [queue, dead] = await Promise.all([queueCounts(sqs, pair.url), queueCounts(sqs, pair.dlqUrl)]);
    return { ...queue, deadLetters: dead.waiting + dead.inFlight };
  };
  const [whatsapp, sms, email, replies, events] = await Promise.all([
    depth(queues.whatsapp),
    depth(queues.sms),
    depth(queues.email),
    depth(repliesQueue),
    depth(eventsQueue),
  ]);
  return { whatsapp, sms, email, replies, events };
};

export const waitingIn = (depths: Depths): number =>
  channels.reduce((sum, channel) => sum + depths[channel].waiting, 0);
