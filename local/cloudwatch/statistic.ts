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
