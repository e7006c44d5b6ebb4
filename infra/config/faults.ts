import type * as t from "io-ts";
import { isPlainObject } from "./plain-types";

/** One thing wrong with the stack config: the key, what is wrong, and an example of a right value. */
export type ConfigFault = { readonly key: string; readonly fault: string; readonly example: string };

/** All faults in one text, a line each. */
export const describeFaults = (faults: readonly ConfigFault[]): string =>
  [
    `The stack config has ${faults.length} ${faults.length === 1 ? "fault" : "faults"}; nothing was created:`,
    ...faults.map(({ key, fault, example }) => `  ai-multi-comms:${key} ${fault}, for example ${example}`),
  ].join("\n");

/** A fault's place as a dotted path; the branches of an intersection have places of their own, which hold the same value as the whole. */
export const fieldPath = (context: t.Context): string =>
  context
    .filter(({ actual }, n) => n > 0 && actual !== context[n - 1]?.actual)
    .map(({ key }) => key)
    .join(".");

/** Paths of fields that `given` has and its strictly decoded form has not. */
export const unknownFields = (given: unknown, decoded: unknown): readonly string[] =>
  isPlainObject(given) && isPlainObject(decoded)
    ? Object.keys(given).flatMap((key) =>
        Object.hasOwn(decoded, key) ? unknownFields(given[key], decoded[key]).map((inner) => `${key}.${inner}`) : [key],
      )
    : [];
