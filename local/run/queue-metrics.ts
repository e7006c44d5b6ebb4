import type { QueueSnapshot } from "../aws/queue-snapshot";
import type { CloudWatch } from "../cloudwatch/cloud-watch";

export type QueueMetricsOptions = {
  readonly queues: () => readonly QueueSnapshot[];
  readonly cloudWatch: Pick<CloudWatch, "putMetric">;
};

const PERIOD_MS = 1_000;

/** Age in seconds; an empty queue has no old message. */
const valuesOf = (queue: QueueSnapshot, now: number): Readonly<Record<string, number>> => ({
  ApproximateNumberOfMessagesVisible: queue.visible,
  ApproximateNumberOfMessagesNotVisible: queue.inFlight,
  ApproximateNumberOfMessagesDelayed: queue.delayed,
  ApproximateAgeOfOldestMessage:
    queue.oldestSentAt === undefined ? 0 : Math.max(0, Math.floor((now - queue.oldestSentAt) / 1000)),
});

/** What SQS measures of each queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const measureQueues = ({ queues, cloudWatch }: QueueMetricsOptions, now: number): void => {
  for (const queue of queues())
    for (const [name, value] of Object.entries(valuesOf(queue, now)))
      cloudWatch.putMetric({ namespace: "AWS/SQS", name, value, dimensions: { QueueName: queue.name }, at: now });
};

/** Measures the queues every second, where SQS does it every minute. */
export const startQueueMetrics = (options: QueueMetricsOptions): { readonly stop: () => Promise<void> } => {
  const interval = setInterval(() => measureQueues(options, Date.now()), PERIOD_MS);
  return { stop: async () => clearInterval(interval) };
};
