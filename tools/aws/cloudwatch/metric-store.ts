import * as E from "fp-ts/Either";

export type Dimensions = Readonly<Record<string, string>>;

type Metric = { readonly namespace: string; readonly name: string; readonly dimensions: Dimensions };

/** One value of a metric; `at` in epoch milliseconds. */
export type Measurement = Metric & { readonly value: number; readonly unit?: string | undefined; readonly at: number };

/** The same key for the same metric, in whatever order its dimensions are named. */
const metricKey = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** How often each value was measured. */
type Values = ReadonlyMap<number, number>;

const sumOf = (values: Values): number => [...values].reduce((sum, [value, count]) => sum + value * count, 0);

const statistics: Readonly<Record<string, (values: Values) => number>> = {
  Sum: sumOf,
  Maximum: (values) => Math.max(...values.keys()),
};

/** The function behind a statistic's name, of those that our alarms use; others are refused in words. */
export const readStatistic = (name: string): E.Either<string, (values: Values) => number> =>
  E.fromNullable(`statistic "${name}" is not supported (${Object.keys(statistics).join(" and ")} are)`)(
    Object.hasOwn(statistics, name) ? statistics[name] : undefined,
  );

export type MetricQuery = Metric & {
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Epoch milliseconds; `from` is included, `to` is not. */
  readonly from: number;
  readonly to: number;
};

export type Datapoint = { readonly at: number; readonly value: number };

/** The shortest period that CloudWatch knows for alarms. */
export const SHORTEST_PERIOD_SECONDS = 10;
const SLOT_MILLIS = SHORTEST_PERIOD_SECONDS * 1000;
const KEPT_MILLIS = 6 * 3_600_000;

export const isPeriod = (seconds: number): boolean => seconds > 0 && seconds % SHORTEST_PERIOD_SECONDS === 0;

type Series = { readonly metric: Metric; readonly slots: Map<number, Map<number, number>> };

/** Measurements in slots of ten seconds, kept for six hours. */
export const makeMetricStore = (now: () => number) => {
  const all = new Map<string, Series>();

  const seriesOf = ({ namespace, name, dimensions }: Metric): Series => {
    const metric = { namespace, name, dimensions };
    const found = all.get(metricKey(metric)) ?? { metric, slots: new Map() };
    all.set(metricKey(metric), found);
    return found;
  };

  return {
    put: (measurement: Measurement, count = 1): void => {
      const { name, value } = measurement;
      if (!Number.isFinite(value)) throw new Error(`metric ${name}: the value is not a number`);
      const { slots } = seriesOf(measurement);
      const at = Math.floor(measurement.at / SLOT_MILLIS) * SLOT_MILLIS;
      const slot = slots.get(at) ?? new Map<number, number>();
      const total = (slot.get(value) ?? 0) + count;
      if (total > 0) slot.set(value, total);
      else slot.delete(value);
      if (slot.size > 0) slots.set(at, slot);
      else slots.delete(at);
      for (const old of slots.keys()) if (old < now() - KEPT_MILLIS) slots.delete(old);
    },
    /** All measurements of a metric from `from` until before `to`, in epoch milliseconds. */
    valuesBetween: (metric: Metric, from: number, to: number): Values => {
      const values = new Map<number, number>();
      for (const [at, slot] of all.get(metricKey(metric))?.slots ?? [])
        if (at >= from && at < to)
          for (const [value, count] of slot) values.set(value, (values.get(value) ?? 0) + count);
      return values;
    },
    list: (): readonly Metric[] => [...all.values()].map(({ metric }) => metric),
  };
};

export type MetricStore = ReturnType<typeof makeMetricStore>;

/** The statistic of each period that has measurements, oldest first; throws for a period or a statistic that there is not. */
export const datapoints = (store: MetricStore, query: MetricQuery): readonly Datapoint[] => {
  if (!isPeriod(query.periodSeconds))
    throw new Error(`a period must be a multiple of ${SHORTEST_PERIOD_SECONDS} seconds, not ${query.periodSeconds}`);
  const statistic = readStatistic(query.statistic);
  if (E.isLeft(statistic)) throw new Error(statistic.left);
  const period = query.periodSeconds * 1000;
  const points: Datapoint[] = [];
  for (let at = Math.floor(query.from / period) * period; at < query.to; at += period) {
    const values = store.valuesBetween(query, at, at + period);
    if (values.size > 0) points.push({ at, value: statistic.right(values) });
  }
  return points;
};
