import type * as t from "io-ts";

/** The places that did not decode, as dotted paths with what was expected there; values are never shown. */
export const faultyPaths = (errors: t.Errors): readonly string[] => [
  ...new Set(
    errors.map(({ context }) => {
      const path = context.map(({ key }) => key).filter((key) => key !== "" && !/^\d+$/.test(key));
      const expected = context.at(-1)?.type.name ?? "something else";
      return `${path.join(".") || "value"} (expected ${expected})`;
    }),
  ),
];
