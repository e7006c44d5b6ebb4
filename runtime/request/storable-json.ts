import { isJsonObject } from "../codec/json";

/** Levels of objects and lists within each other, the outermost counted. */
const MAXIMUM_DEPTH = 16;

/** DynamoDB's smallest positive number (developer guide, "Naming rules and data types"); the largest safe integer is far below its greatest. */
const SMALLEST_NUMBER = 1e-130;

/** NUL stops at the assistant's own store, a lone surrogate has no UTF-8 form. */
export const isStorableText = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();

/** Bytes of a DynamoDB attribute's name, nested ones included (developer guide, "Naming rules and data types"). */
const LONGEST_NAME = 65_535;

/** What can be the name of a field in a record. */
export const isStorableName = (name: string): boolean =>
  name !== "" && isStorableText(name) && Buffer.byteLength(name, "utf8") <= LONGEST_NAME;

const isStorableNumber = (value: number): boolean =>
  Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= SMALLEST_NUMBER);

const isStorableLeaf = (value: unknown): boolean =>
  value === null ||
  typeof value === "boolean" ||
  (typeof value === "string" && isStorableText(value)) ||
  (typeof value === "number" && isStorableNumber(value));

const isStorableWithin = (value: unknown, levels: number): boolean => {
  if (Array.isArray(value)) return levels > 0 && value.every((item) => isStorableWithin(item, levels - 1));
  if (!isJsonObject(value)) return isStorableLeaf(value);
  return (
    levels > 0 &&
    Object.entries(value).every(([name, item]) => isStorableName(name) && isStorableWithin(item, levels - 1))
  );
};

/** Whether parsed JSON can be carried unchanged to the record: depth, numbers, texts and key names. */
export const isStorableJson = (value: unknown): boolean => isStorableWithin(value, MAXIMUM_DEPTH);
