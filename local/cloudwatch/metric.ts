export type Dimensions = Readonly<Record<string, string>>;

export type Metric = { readonly namespace: string; readonly name: string; readonly dimensions: Dimensions };

/** One value of a metric; `at` in epoch milliseconds. */
export type Measurement = Metric & { readonly value: number; readonly unit?: string | undefined; readonly at: number };

/** The same key for the same metric, in whatever order its dimensions are named. */
export const metricKey = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
