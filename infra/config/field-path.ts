import type * as t from "io-ts";

/** A fault's place as a dotted path; the branches of an intersection have places of their own, which hold the same value as the whole. */
export const fieldPath = (context: t.Context): string =>
  context
    .filter(({ actual }, n) => n > 0 && actual !== context[n - 1]?.actual)
    .map(({ key }) => key)
    .join(".");
