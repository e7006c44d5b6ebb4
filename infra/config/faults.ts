import { isJsonObject } from "../../runtime/codec/json";

/** One thing wrong with the stack config: the key, whose entry it is in, what is wrong, and an example of a right value. */
export type ConfigFault = {
  readonly key: string;
  readonly of?: string;
  readonly fault: string;
  readonly example: string;
};

export const faultIf = (broken: boolean, key: string, fault: string, example: string): readonly ConfigFault[] =>
  broken ? [{ key, fault, example }] : [];

/** All faults in one text, a line each. */
export const describeFaults = (faults: readonly ConfigFault[]): string =>
  [
    `The stack config has ${faults.length} ${faults.length === 1 ? "fault" : "faults"}; nothing was changed:`,
    ...faults.map(
      ({ key, of, fault, example }) =>
        `  ai-multi-comms:${key} ${fault}${fault.endsWith("?") ? " For" : ", for"} example ${example}${of === undefined ? "" : ` (in ${of})`}`,
    ),
  ].join("\n");

const pairsOf = (word: string): readonly string[] =>
  Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.toLowerCase().slice(at, at + 2));

const lettersOf = (word: string): string => [...word.toLowerCase()].sort().join("");

/** How much two words are alike, from 0 to 1: by their letters, or by the pairs of letters that they share (Dice's coefficient). */
const likeness = (one: string, other: string): number => {
  const [ours, theirs] = [pairsOf(one), pairsOf(other)];
  if (lettersOf(one) === lettersOf(other)) return 1;
  return (2 * ours.filter((pair) => theirs.includes(pair)).length) / (ours.length + theirs.length || 1);
};

/** The known word that was probably meant, if one is near. */
export const nearest = (word: string, known: readonly string[]): string | undefined =>
  known
    .filter((one) => one !== word)
    .map((one) => ({ one, like: likeness(word, one) }))
    .filter(({ like }) => like >= 0.5)
    .sort((one, other) => other.like - one.like)[0]?.one;

/** Paths of fields that `given` has and its strictly decoded form has not. */
export const unknownFields = (given: unknown, decoded: unknown): readonly string[] =>
  isJsonObject(given) && isJsonObject(decoded)
    ? Object.keys(given).flatMap((key) =>
        Object.hasOwn(decoded, key) ? unknownFields(given[key], decoded[key]).map((inner) => `${key}.${inner}`) : [key],
      )
    : [];
