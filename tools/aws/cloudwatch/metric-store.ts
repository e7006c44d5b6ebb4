export type Dimensions = Readonly<Record<string, string>>;

export type Metric = { readonly namespace: string; readonly name: string; readonly dimensions: Dimensions };

/** One value of a metric; `at` in epoch milliseconds. */
export type Measurement = Metric & { readonly value: number; readonly unit?: string | undefined; readonly at: number };

/** The same key for the same metric, in whatever order its dimensions are named. */
export const metricKey = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** How often each value was measured. */
export type Values = ReadonlyMap<number, number>;

const countOf = (values: Values): number => [...values.values()].reduce((sum, count) => sum + count, 0);
const sumOf = (values: Values): number => [...values].reduce((sum, [value, count]) => sum + value * count, 0);

/** The smallest value that at least the given share of the measurements does not exceed. */
const percentile = (values: Values, percent: number): number => {
  const wanted = (percent / 100) * countOf(values);
  const sorted = [...values].sort(([a], [b]) => a - b);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return sorted.at(-1)?.[0] ?? 0;
};

const named: Readonly<Record<string, (values: Values) => number>> = {
  Sum: sumOf,
  Average: (values) => sumOf(values) / countOf(values),
  Minimum: (values) => Math.min(...values.keys()),
  Maximum: (values) => Math.max(...values.keys()),
  SampleCount: countOf,
};

/** The function behind a statistic's name (Sum, Average, Minimum, Maximum, SampleCount, pNN); others are refused. */
export const readStatistic = (name: string): ((values: Values) => number) => {
  const statistic = Object.hasOwn(named, name) ? named[name] : undefined;
  if (statistic !== undefined) return statistic;
  const [, percent] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? [];
  if (percent === undefined)
    throw new Error(`statistic "${name}" is not supported (${Object.keys(named).join(", ")} and pNN are)`);
  return (values) => percentile(values, Number(percent));
};

export type MetricQuery = Metric & {
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Epoch milliseconds; `from` is included, `to` is not. */
  readonly from: number;
  readonly to: number;
};

export type Datapoint = { readonly at: number; readonly value: number };

export type MetricStore = ReturnType<typeof makeMetricStore>;

/** The shortest period that CloudWatch knows for alarms. */
export const SHORTEST_PERIOD_SECONDS = 10;
const SLOT_MILLIS = SHORTEST_PERIOD_SECONDS * 1000;
const KEPT_MILLIS = 6 * 3_600_000;

const requirePeriod = (seconds: number): void => {
  if (!Number.isInteger(seconds / SHORTEST_PERIOD_SECONDS) || seconds <= 0)
    throw new Error(`a period must be a multiple of ${SHORTEST_PERIOD_SECONDS} seconds, not ${seconds}`);
};

type Slots = Map<number, Map<number, number>>;

/** Measurements in slots of ten seconds, kept for six hours. */
export const makeMetricStore = (now: () => number) => {
  const series = new Map<string, { readonly metric: Metric; readonly slots: Slots }>();

  const slotsOf = ({ namespace, name, dimensions }: Metric): Slots => {
    const key = metricKey({ namespace, name, dimensions });
    const found = series.get(key) ?? { metric: { namespace, name, dimensions }, slots: new Map() };
    series.set(key, found);
    return found.slots;
  };
  const forget = (slots: Slots) => {
    for (const at of slots.keys()) if (at < now() - KEPT_MILLIS) slots.delete(at);
  };

  return {
    put: (measurement: Measurement, count = 1): void => {
      if (!Number.isFinite(measurement.value)) throw new Error(`metric ${measurement.name}: the value is not a number`);
      const slots = slotsOf(measurement);
      const at = Math.floor(measurement.at / SLOT_MILLIS) * SLOT_MILLIS;
      const slot = slots.get(at) ?? new Map<number, number>();
      if (!slots.has(at)) {
        slots.set(at, slot);
        forget(slots);
      }
      const total = (slot.get(measurement.value) ?? 0) + count;
      if (total > 0) slot.set(measurement.value, total);
      else slot.delete(measurement.value);
      if (slot.size === 0) slots.delete(at);
    },
    /** All measurements of a metric from `from` until before `to`, in epoch milliseconds. */
    valuesBetween: (metric: Metric, from: number, to: number): Values => {
      const all = new Map<number, number>();
      for (const [at, slot] of series.get(metricKey(metric))?.slots ?? [])
        if (at >= from && at < to) for (const [value, count] of slot) all.set(value, (all.get(value) ?? 0) + count);
      return all;
    },
    list: (): readonly Metric[] => [...series.values()].map(({ metric }) => metric),
  };
};

/** The statistic of each period that has measurements, oldest first. */
export const datapoints = (store: MetricStore, query: MetricQuery): readonly Datapoint[] => {
  requirePeriod(query.periodSeconds);
  const statistic = readStatistic(query.statistic);
  const period = query.periodSeconds * 1000;
  const first = Math.floor(query.from / period) * period;
  const starts = Array.from(
    { length: Math.max(0, Math.ceil((query.to - first) / period)) },
    (_, i) => first + i * period,
  );
  return starts.flatMap((at) => {
    const values = store.valuesBetween(query, at, at + period);
    return values.size === 0 ? [] : [{ at, value: statistic(values) }];
  });
};
