/** One table of the report. */
export type Section = {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly limits: readonly Limit[];
};

/** What must hold. */
export type Limit = { readonly what: string; readonly value: number; readonly bound: Bound };
type Bound = { readonly most: number } | { readonly least: number };

export const holds = ({ value, bound }: Limit): boolean =>
  "most" in bound ? value <= bound.most : value >= bound.least;

const boundText = (bound: Bound): string => ("most" in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`);

const rounded = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(3));

/** A limit as a person reads it. */
export const verdictOf = (limit: Limit): readonly string[] => [
  limit.what,
  rounded(limit.value),
  boundText(limit.bound),
  holds(limit) ? "ok" : "FAILED",
];

/** What many measurements of one thing came to. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number; readonly rounds: number };

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  min: Math.min(...values),
  max: Math.max(...values),
  rounds: values.length,
});

/** Round by round, so that what slows the machine for a while slows both. */
export const ratios = (values: readonly number[], others: readonly number[]): Spread =>
  spreadOf(values.map((value, round) => value / (others[round] ?? Number.NaN)));

export const shown = ({ median, min, max }: Spread, digits = 2): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)} … ${max.toFixed(digits)})`;
