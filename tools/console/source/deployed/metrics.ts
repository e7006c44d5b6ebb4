import { type CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { pipe } from "fp-ts/function";
import * as R from "fp-ts/ReadonlyRecord";
import { metricNamespace, type Names, namesFor } from "../../../../infra/names";
import { type MetricName, metricDeclarations } from "../../../../runtime/log/metrics";
import type { QueueName } from "../../../ops/connect/queue-names";
import { channels } from "../../api/channels";

type Asked = { readonly stack: string; readonly names: Names; readonly seconds: number };
type Expression = (asked: Asked) => string;

/** Summed over all values of a metric's dimensions (CloudWatch, "Search expressions"). */
const own =
  (name: MetricName): Expression =>
  ({ stack, seconds }) => {
    const space = [`"${metricNamespace(stack)}"`, ...metricDeclarations[name].dimensions].join(",");
    return `SUM(SEARCH('{${space}} MetricName="${name}"', 'Sum', ${seconds}))`;
  };

const ofApi =
  (metric: string): Expression =>
  ({ names, seconds }) =>
    `SUM(SEARCH('{AWS/ApiGateway,ApiName} MetricName="${metric}" ApiName="${names("api")}"', 'Sum', ${seconds}))`;

const ofQueue =
  (name: QueueName, metric: string): Expression =>
  ({ names, seconds }) =>
    `SUM(SEARCH('{AWS/SQS,QueueName} MetricName="${metric}" QueueName="${names(`${name}-queue`)}"', 'Maximum', ${seconds}))`;

/** What the console reads of CloudWatch, each as one line over time. */
const readings = {
  requests: ofApi("Count"),
  clientErrors: ofApi("4XXError"),
  serverErrors: ofApi("5XXError"),
  accepted: own("Accepted"),
  sent: own("Sent"),
  setbacks: own("Setbacks"),
  failed: own("Failed"),
  receipts: own("Deliveries"),
  waiting: (asked: Asked): string =>
    channels.map((channel) => ofQueue(channel, "ApproximateNumberOfMessagesVisible")(asked)).join(" + "),
  age_whatsapp: ofQueue("whatsapp", "ApproximateAgeOfOldestMessage"),
  age_sms: ofQueue("sms", "ApproximateAgeOfOldestMessage"),
  age_email: ofQueue("email", "ApproximateAgeOfOldestMessage"),
  age_replies: ofQueue("replies", "ApproximateAgeOfOldestMessage"),
  age_events: ofQueue("events", "ApproximateAgeOfOldestMessage"),
};

/** The questions to CloudWatch, in periods of `seconds`. */
export const metricQueries = (stack: string, seconds: number): MetricDataQuery[] =>
  Object.entries(readings).map(([Id, expression]) => ({
    Id,
    Expression: expression({ stack, names: namesFor(stack), seconds }),
    ReturnData: true,
  }));

/** Values by epoch second, of each reading that has any. */
export type Metrics = Readonly<Record<keyof typeof readings, ReadonlyMap<number, number>>>;

/** Reads every line of the console's from CloudWatch. */
export const readMetrics = async (
  client: CloudWatchClient,
  stack: string,
  from: Date,
  to: Date,
  seconds: number,
): Promise<Metrics> => {
  const found = new Map<string, Map<number, number>>();
  const asked = { StartTime: from, EndTime: to, MetricDataQueries: metricQueries(stack, seconds) };
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, asked))
    for (const { Id = "", Timestamps = [], Values = [] } of MetricDataResults) {
      const values = found.get(Id) ?? new Map<number, number>();
      Timestamps.forEach((at, index) => void values.set(at.getTime() / 1000, Values[index] ?? 0));
      found.set(Id, values);
    }
  return pipe(
    readings,
    R.mapWithIndex((name): ReadonlyMap<number, number> => found.get(name) ?? new Map()),
  );
};
