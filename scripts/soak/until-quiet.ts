import { setTimeout } from "node:timers/promises";
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Ready } from "../../local/run/ready";
import type { OpsEnv } from "../../ops/ops-env";
import { channels } from "../../runtime/request/channel";

const PAUSE_MS = 500;
/** Looks in a row that must find nothing: between two, something may pass from a queue to the index. */
const LOOKS = 4;

export type Waiting = { readonly queued: number; readonly open: number };

export type QuietOptions = {
  readonly ready: Ready;
  readonly sqs: SQSClient;
  readonly env: OpsEnv;
  /** Receipts that the carriers have yet to post. */
  readonly receiptsPending: () => number;
  readonly mostSeconds: number;
  readonly onLook: (waiting: Waiting) => void;
};

const countAt = async (sqs: SQSClient, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return (["", "NotVisible", "Delayed"] as const).reduce(
    (total, which) => total + Number(Attributes[`ApproximateNumberOfMessages${which}`] ?? 0),
    0,
  );
};

const look = async ({ ready, sqs, env }: QuietOptions): Promise<Waiting> => {
  const queued = await Promise.all(channels.map((channel) => countAt(sqs, ready.queues[channel].url)));
  const open = await env.lookups.open();
  return { queued: queued.reduce((total, one) => total + one, 0), open: open.items.length };
};

/** Waits until nothing moves by itself any more; throws with what still did after `mostSeconds`. */
export const untilQuiet = async (options: QuietOptions): Promise<void> => {
  const end = performance.now() + options.mostSeconds * 1000;
  for (let quiet = 0; quiet < LOOKS; await setTimeout(PAUSE_MS)) {
    const waiting = await look(options);
    options.onLook(waiting);
    quiet = waiting.queued + waiting.open + options.receiptsPending() === 0 ? quiet + 1 : 0;
    if (performance.now() > end) {
      throw new Error(
        `not quiet after ${options.mostSeconds} s: ${waiting.queued} messages queued, ${waiting.open} conversations open`,
      );
    }
  }
};
