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
export type Bound = { readonly most: number } | { readonly least: number };

export const holds = ({ value, bound }: Limit): boolean =>
  "most" in bound ? value <= bound.most : value >= bound.least;

export const boundText = (bound: Bound): string => ("most" in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`);

const rounded = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(3));

/** A limit as a person reads it. */
export const verdictOf = (limit: Limit): readonly string[] => [
  limit.what,
  rounded(limit.value),
  boundText(limit.bound),
  holds(limit) ? "ok" : "FAILED",
];
