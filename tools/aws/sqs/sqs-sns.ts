import { join } from "node:path";
import type { LocalServer } from "../http";
import { type FauxqsParts, loadFauxqs, type Persistence, type Stores } from "./fauxqs";

/** A queue as it stands; `oldestSentAt` in epoch milliseconds, of whatever is not deleted yet. */
export type QueueSnapshot = {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldestSentAt: number | undefined;
};

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

/** Takes up what an earlier process left in the folder, and keeps it up to date from then on. */
const persist = (parts: FauxqsParts, { sqsStore, snsStore }: Stores, folder: string): Persistence => {
  const persistence = parts.newPersistence(folder);
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.persistence = persistence;
  snsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  return persistence;
};

export type SqsSns = LocalServer & {
  readonly tap: QueueTap;
  readonly queues: () => readonly QueueSnapshot[];
};

const snapshots = ({ sqsStore }: Stores): readonly QueueSnapshot[] =>
  [...sqsStore.allQueues()].map((queue) => {
    const { ready, delayed, inflight } = queue.inspectMessages();
    const sent = [...ready, ...delayed, ...inflight.map(({ message }) => message)].map((one) => one.sentTimestamp);
    return {
      name: queue.name,
      visible: ready.length,
      inFlight: inflight.length,
      delayed: delayed.length,
      oldestSentAt: sent.length === 0 ? undefined : sent.reduce((one, other) => Math.min(one, other)),
    };
  });

/**
 * Starts SQS and SNS (fauxqs) on 127.0.0.1, at a free port unless one is given; a taken port is named in the error.
 * Queues are at `http://127.0.0.1:PORT/000000000000/NAME`. They are in memory, or in `stateFolder`/queues.
 */
export const startSqsSns = async (
  o: { readonly stateFolder?: string; readonly port?: number } = {},
): Promise<SqsSns> => {
  const parts = await loadFauxqs();
  const stores = parts.newStores();
  // With a host of its own, fauxqs hands out `sqs.REGION.localhost`, which does not resolve everywhere.
  stores.sqsStore.host = "";
  const persistence = o.stateFolder === undefined ? undefined : persist(parts, stores, join(o.stateFolder, "queues"));
  const app = parts.buildApp({ logger: false, stores });
  const tap = tapQueues(app, stores);
  if (persistence !== undefined) app.addHook("onClose", async () => persistence.close());
  try {
    const url = await app.listen({ host: "127.0.0.1", port: o.port ?? 0 });
    return { url, tap, queues: () => snapshots(stores), stop: async () => void (await app.close()) };
  } catch (error) {
    await app.close();
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw taken ? new Error(`SQS and SNS: port ${o.port} of 127.0.0.1 is taken; choose another`) : error;
  }
};
