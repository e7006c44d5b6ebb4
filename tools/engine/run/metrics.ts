import type { AccessEntry } from "../../aws/api-gateway/access-log";
import type { CloudWatch } from "../../aws/cloudwatch/cloud-watch";
import type { Dimensions } from "../../aws/cloudwatch/metric-store";
import type { InvocationReport } from "../../aws/lambda/invocation";
import type { QueueSnapshot } from "../../aws/sqs/sqs-sns";

/** What of a request is measured. */
export type MeasuredRequest = Pick<
  AccessEntry,
  "at" | "apiName" | "stage" | "httpMethod" | "resourcePath" | "status" | "responseLatency" | "integrationLatency"
>;

const requestValues = ({
  status,
  responseLatency,
  integrationLatency,
}: MeasuredRequest): Readonly<Record<string, number>> => ({
  Count: 1,
  "4XXError": status >= 400 && status < 500 ? 1 : 0,
  "5XXError": status >= 500 ? 1 : 0,
  Latency: responseLatency,
  ...(integrationLatency === undefined ? {} : { IntegrationLatency: integrationLatency }),
});

const dimensionSets = ({ apiName = "", stage, httpMethod, resourcePath }: MeasuredRequest): readonly Dimensions[] => [
  { ApiName: apiName, Stage: stage },
  ...(resourcePath === undefined
    ? []
    : [{ ApiName: apiName, Stage: stage, Method: httpMethod, Resource: resourcePath }]),
];

/** What API Gateway measures of a request to a stage with detailed metrics. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export const measureRequest = ({ putMetric }: Pick<CloudWatch, "putMetric">, entry: MeasuredRequest): void => {
  if (entry.apiName === undefined) return;
  for (const dimensions of dimensionSets(entry))
    for (const [name, value] of Object.entries(requestValues(entry)))
      putMetric({ namespace: "AWS/ApiGateway", name, value, dimensions, at: entry.at });
};

/** What Lambda measures of an invocation; one that it refuses is throttled and no more. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const measureInvocation = (
  { putMetric }: Pick<CloudWatch, "putMetric">,
  { functionName, outcome, durationMs, at }: InvocationReport,
): void => {
  const isThrottled = outcome === "Throttled";
  const values: Readonly<Record<string, number>> = isThrottled
    ? { Throttles: 1 }
    : { Throttles: 0, Invocations: 1, Errors: outcome === "FunctionError" ? 1 : 0, Duration: durationMs };
  for (const [name, value] of Object.entries(values))
    putMetric({ namespace: "AWS/Lambda", name, value, dimensions: { FunctionName: functionName }, at });
};

/** How old the last record of a batch from a stream is, in milliseconds. */
export const measureIteratorAge = (
  { putMetric }: Pick<CloudWatch, "putMetric">,
  FunctionName: string,
  value: number,
): void =>
  putMetric({ namespace: "AWS/Lambda", name: "IteratorAge", value, dimensions: { FunctionName }, at: Date.now() });

type QueueMetricsOptions = {
  readonly queues: () => readonly QueueSnapshot[];
  readonly cloudWatch: Pick<CloudWatch, "putMetric">;
};

const PERIOD_MS = 1_000;

/** Age in seconds; an empty queue has no old message. */
const queueValues = (queue: QueueSnapshot, now: number): Readonly<Record<string, number>> => ({
  ApproximateNumberOfMessagesVisible: queue.visible,
  ApproximateNumberOfMessagesNotVisible: queue.inFlight,
  ApproximateNumberOfMessagesDelayed: queue.delayed,
  ApproximateAgeOfOldestMessage:
    queue.oldestSentAt === undefined ? 0 : Math.max(0, Math.floor((now - queue.oldestSentAt) / 1000)),
});

/** What SQS measures of each queue. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const measureQueues = ({ queues, cloudWatch }: QueueMetricsOptions, now: number): void => {
  for (const queue of queues())
    for (const [name, value] of Object.entries(queueValues(queue, now)))
      cloudWatch.putMetric({ namespace: "AWS/SQS", name, value, dimensions: { QueueName: queue.name }, at: now });
};

/** Measures the queues every second, where SQS does it every minute. */
export const startQueueMetrics = (options: QueueMetricsOptions): { readonly stop: () => Promise<void> } => {
  const interval = setInterval(() => measureQueues(options, Date.now()), PERIOD_MS);
  return { stop: async () => clearInterval(interval) };
};
