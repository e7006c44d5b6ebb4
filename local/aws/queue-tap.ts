import type { FauxqsParts, Stores } from "./fauxqs-parts";

/** Looks at the local queues, for the console. */
export type QueueTap = {
  /** When the oldest message that is still in a queue was sent, in epoch milliseconds. */
  readonly oldestSentAt: (queueName: string) => number | undefined;
  /** Answers a server's error to every message that is sent to a queue, until the function that it gives is called. */
  readonly refuseSends: () => () => void;
};

const REFUSAL = { __type: "com.amazonaws.sqs#ServiceUnavailable", message: "refused on purpose, by the console" };

/** Puts a tap on fauxqs 2.4.1. */
export const tapQueues = (app: ReturnType<FauxqsParts["buildApp"]>, { sqsStore }: Stores): QueueTap => {
  let refusing = 0;
  app.addHook("preHandler", async (request, reply) => {
    const target = String(request.headers["x-amz-target"]);
    if (refusing > 0 && target.startsWith("AmazonSQS.SendMessage")) await reply.code(503).send(REFUSAL);
  });
  return {
    oldestSentAt: (queueName) => {
      const queue = sqsStore.getQueueByName(queueName);
      if (queue === undefined) return undefined;
      const inFlight = [...queue.inflightMessages.values()].map(({ message }) => message.sentTimestamp);
      const waiting = [queue.messages, queue.delayedMessages].flat().map(({ sentTimestamp }) => sentTimestamp);
      return [...inFlight, ...waiting].reduce<number | undefined>(
        (oldest, at) => Math.min(oldest ?? at, at),
        undefined,
      );
    },
    refuseSends: () => {
      refusing += 1;
      let ended = false;
      return () => {
        if (!ended) refusing -= 1;
        ended = true;
      };
    },
  };
};
