import { isPlainObject } from "./plain-object";

/** Paths of fields that `given` has and its strictly decoded form has not. */
export const unknownFields = (given: unknown, decoded: unknown): readonly string[] =>
  isPlainObject(given) && isPlainObject(decoded)
    ? Object.keys(given).flatMap((key) =>
        Object.hasOwn(decoded, key) ? unknownFields(given[key], decoded[key]).map((inner) => `${key}.${inner}`) : [key],
      )
    : [];
