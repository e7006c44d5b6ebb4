import { join } from "node:path";
import { guarded, holders } from "../guard";
import type { Listener } from "../http";
import { privateFolder } from "../private-files";
import { makeRefusals } from "../refusals";
import { buildFauxqs, type Fauxqs } from "./fauxqs";

/** A queue as it stands; `oldestSentAt` in epoch milliseconds, of whatever is not deleted yet. */
export type QueueSnapshot = {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldestSentAt: number | undefined;
};

const snapshots = (sqsStore: Fauxqs["sqsStore"]): readonly QueueSnapshot[] =>
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

export type QueueTap = ReturnType<typeof tapQueues>;

/** Looks at the local queues, for the console. */
const tapQueues = ({ app, sqsStore }: Fauxqs) => {
  const refusals = makeRefusals("com.amazonaws.sqs", { status: 503, type: "ServiceUnavailable" });
  app.addHook("preHandler", async ({ headers, body }, reply) => {
    const [service, operation = ""] = String(headers["x-amz-target"]).split(".");
    if (service !== "AmazonSQS") return;
    const refused = refusals.answerTo({ operation, body: JSON.stringify(body) });
    if (refused !== undefined) await reply.code(refused.status).send(refused.body);
  });
  return {
    /** When the oldest message that is still in a queue was sent, in epoch milliseconds. */
    oldestSentAt: (queueName: string): number | undefined =>
      snapshots(sqsStore).find(({ name }) => name === queueName)?.oldestSentAt,
    refuse: refusals.refuse,
  };
};

export type SqsSns = Pick<Listener, "url" | "stop"> & {
  readonly tap: QueueTap;
  readonly queues: () => readonly QueueSnapshot[];
};

/**
 * Starts SQS and SNS (fauxqs) on 127.0.0.1, at a free port unless one is given; a taken port is named in the error.
 * Queues are at `http://127.0.0.1:PORT/000000000000/NAME`. They are in memory, or in `stateFolder`/queues.
 */
export const startSqsSns = async (o: {
  /** The id of the one access key that is known. */
  readonly accessKey: string;
  readonly stateFolder?: string;
  readonly port?: number;
}): Promise<SqsSns> => {
  const fauxqs = await buildFauxqs(o.stateFolder && privateFolder(join(o.stateFolder, "queues")));
  const { app, sqsStore } = fauxqs;
  const tap = tapQueues(fauxqs);
  guarded(app.server, holders(o.accessKey, "signed"));
  try {
    const url = await app.listen({ host: "127.0.0.1", port: o.port ?? 0 });
    return { url, tap, queues: () => snapshots(sqsStore), stop: async () => void (await app.close()) };
  } catch (error) {
    await app.close();
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw taken ? new Error(`SQS and SNS: port ${o.port} of 127.0.0.1 is taken; choose another`) : error;
  }
};
