import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { CloudWatch } from "../cloudwatch/cloud-watch";

export type QueueMetricsOptions = {
  readonly sqs: SQSClient;
  readonly cloudWatch: Pick<CloudWatch, "putMetric">;
  readonly queueUrls: () => readonly string[];
  readonly onError: (error: unknown) => void;
};

const PERIOD_MS = 2_000;

const measure = async ({ sqs, cloudWatch }: QueueMetricsOptions, queueUrl: string): Promise<void> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  cloudWatch.putMetric({
    namespace: "AWS/SQS",
    name: "ApproximateNumberOfMessagesVisible",
    value: Number(Attributes.ApproximateNumberOfMessages),
    dimensions: { QueueName: queueUrl.split("/").at(-1) ?? "" },
    at: Date.now(),
  });
};

/** Reports the queues' depths, as SQS does by itself, so that the alarms over them work here too. Their messages' age is not known here. */
export const startQueueMetrics = (options: QueueMetricsOptions): { readonly stop: () => Promise<void> } => {
  let running: Promise<unknown> = Promise.resolve();
  const interval = setInterval(() => {
    running = Promise.all(options.queueUrls().map((url) => measure(options, url))).catch(options.onError);
  }, PERIOD_MS);
  return {
    stop: async () => {
      clearInterval(interval);
      await running;
    },
  };
};
