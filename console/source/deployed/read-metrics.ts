import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { metricQueries, type Reading, readings } from "./metric-queries";

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
