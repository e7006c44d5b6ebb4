import { isJsonObject } from "../../runtime/codec/json";

/** One thing wrong with the stack config: the key, what is wrong, and an example of a right value. */
export type ConfigFault = { readonly key: string; readonly fault: string; readonly example: string };

export const faultIf = (broken: boolean, key: string, fault: string, example: string): readonly ConfigFault[] =>
  broken ? [{ key, fault, example }] : [];

/** All faults in one text, a line each. */
export const describeFaults = (faults: readonly ConfigFault[]): string =>
  [
    `The stack config has ${faults.length} ${faults.length === 1 ? "fault" : "faults"}; nothing was created:`,
    ...faults.map(({ key, fault, example }) => `  ai-multi-comms:${key} ${fault}, for example ${example}`),
  ].join("\n");

/** Paths of fields that `given` has and its strictly decoded form has not. */
export const unknownFields = (given: unknown, decoded: unknown): readonly string[] =>
  isJsonObject(given) && isJsonObject(decoded)
    ? Object.keys(given).flatMap((key) =>
        Object.hasOwn(decoded, key) ? unknownFields(given[key], decoded[key]).map((inner) => `${key}.${inner}`) : [key],
      )
    : [];
