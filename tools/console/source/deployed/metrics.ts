import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { metricNamespace, type Names, namesFor } from "../../../../infra/names";
import { type MetricName, metricDeclarations } from "../../../../runtime/log/metrics";
import { channels } from "../../api/channels";

/** What the console reads of CloudWatch, each as one line over time. */
export const readings = [
  "requests",
  "clientErrors",
  "serverErrors",
  "accepted",
  "sent",
  "setbacks",
  "failed",
  "receipts",
  "waiting",
  "age_whatsapp",
  "age_sms",
  "age_email",
] as const;
export type Reading = (typeof readings)[number];

/** Summed over all values of a metric's dimensions (CloudWatch, "Search expressions"). */
const own = (stack: string, name: MetricName, seconds: number): string => {
  const { dimensions } = metricDeclarations[name];
  return `SUM(SEARCH('{"${metricNamespace(stack)}",${dimensions.join(",")}} MetricName="${name}"', 'Sum', ${seconds}))`;
};

const ofApi = (names: Names, metric: string, seconds: number): string =>
  `SUM(SEARCH('{AWS/ApiGateway,ApiName} MetricName="${metric}" ApiName="${names("api")}"', 'Sum', ${seconds}))`;

const ofQueue = (queue: string, metric: string, seconds: number): string =>
  `SUM(SEARCH('{AWS/SQS,QueueName} MetricName="${metric}" QueueName="${queue}"', 'Maximum', ${seconds}))`;

const waiting = (names: Names, seconds: number): string =>
  channels
    .map((channel) => ofQueue(names(`${channel}-queue`), "ApproximateNumberOfMessagesVisible", seconds))
    .join(" + ");

const age = (names: Names, channel: (typeof channels)[number], seconds: number): string =>
  ofQueue(names(`${channel}-queue`), "ApproximateAgeOfOldestMessage", seconds);

/** The questions to CloudWatch, in periods of `seconds`. */
export const metricQueries = (stack: string, seconds: number): readonly MetricDataQuery[] => {
  const names = namesFor(stack);
  const expressions: Readonly<Record<Reading, string>> = {
    requests: ofApi(names, "Count", seconds),
    clientErrors: ofApi(names, "4XXError", seconds),
    serverErrors: ofApi(names, "5XXError", seconds),
    accepted: own(stack, "Accepted", seconds),
    sent: own(stack, "Sent", seconds),
    setbacks: own(stack, "Setbacks", seconds),
    failed: own(stack, "Failed", seconds),
    receipts: own(stack, "Deliveries", seconds),
    waiting: waiting(names, seconds),
    age_whatsapp: age(names, "whatsapp", seconds),
    age_sms: age(names, "sms", seconds),
    age_email: age(names, "email", seconds),
  };
  return readings.map((name) => ({ Id: name, Expression: expressions[name], ReturnData: true }));
};

/** Values by epoch second, of each reading that has any. */
export type Metrics = Readonly<Record<Reading, ReadonlyMap<number, number>>>;

/** Reads every line of the console's from CloudWatch. */
export const readMetrics = async (
  client: CloudWatchClient,
  stack: string,
  from: Date,
  to: Date,
  seconds: number,
): Promise<Metrics> => {
  const found = new Map<string, Map<number, number>>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        StartTime: from,
        EndTime: to,
        MetricDataQueries: [...metricQueries(stack, seconds)],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    for (const { Id = "", Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const values = found.get(Id) ?? new Map<number, number>();
      Timestamps.forEach((at, index) => void values.set(at.getTime() / 1000, Values[index] ?? 0));
      found.set(Id, values);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const valuesOf = (name: Reading): ReadonlyMap<number, number> => found.get(name) ?? new Map<number, number>();
  return Object.fromEntries(readings.map((name) => [name, valuesOf(name)])) as Metrics;
};
