import { isRecord } from "../../is-record";
import { ordinals, wordsOf } from "./words";

/** One value of the data with the words of its own key and of the keys above it. */
export type Datum = {
  readonly value: string;
  readonly keyWords: ReadonlySet<string>;
  readonly pathWords: ReadonlySet<string>;
};

const ordinal = (position: number): readonly string[] => {
  const word = ordinals[position];
  return word === undefined ? [] : [word];
};

const datum = (value: string, key: string, above: readonly string[]): Datum => {
  const words = wordsOf(key);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  return {
    value,
    keyWords: new Set(words.filter((word) => !/^\d+$/.test(word))),
    pathWords: new Set([...above, ...numbers.flatMap((number) => ordinal(Number(number) - 1))]),
  };
};

/** All texts and numbers in the data; empty values are left out. */
export const flattenData = (data: unknown, key = "", above: readonly string[] = []): readonly Datum[] => {
  if (typeof data === "string" || typeof data === "number" || typeof data === "boolean") {
    const value = String(data).replace(/\s+/g, " ").trim();
    return value === "" ? [] : [datum(value, key, above)];
  }
  if (Array.isArray(data)) {
    return data.flatMap((item: unknown, index) =>
      flattenData(item, isRecord(item) ? "" : key, [...above, ...wordsOf(key), ...ordinal(index)]),
    );
  }
  if (!isRecord(data)) return [];
  const path = [...above, ...wordsOf(key)];
  return Object.entries(data).flatMap(([name, item]) => flattenData(item, name, path));
};
