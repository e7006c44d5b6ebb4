import type * as t from "io-ts";

/** The branches of an intersection or union have places of their own in a context; they hold the same value as the whole. */
const fieldsOf = (context: t.Context): readonly string[] =>
  context.filter(({ actual }, n) => n > 0 && actual !== context[n - 1]?.actual).map(({ key }) => key);

/** The places that did not decode, as dotted paths with what was expected there; values are never shown. */
export const faultyPaths = (errors: t.Errors): readonly string[] => [
  ...new Set(
    errors.map(({ context }) => {
      const expected = context.at(-1)?.type.name ?? "something else";
      return `${fieldsOf(context).join(".") || "value"} (expected ${expected})`;
    }),
  ),
];
