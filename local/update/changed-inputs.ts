import { isDeepStrictEqual } from "node:util";
import type { Inputs } from "../resources/read-input";

/** The names of the inputs whose values differ. */
export const changedInputs = (before: Inputs, after: Inputs): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name] ?? undefined, after[name] ?? undefined),
  );
