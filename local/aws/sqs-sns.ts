import { join } from "node:path";
import { type FauxqsParts, loadFauxqs, type Persistence, type Stores } from "./fauxqs-parts";
import type { LocalServer } from "./local-server";
import type { QueueSnapshot } from "./queue-snapshot";
import { type QueueTap, tapQueues } from "./queue-tap";

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
