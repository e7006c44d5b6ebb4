import { isStringRecord } from "../problem";

export type Metadata = Readonly<Record<string, string>>;

/** Reads `metadata`: at most 16 pairs, keys of 64 and values of 512 characters; a string says what is wrong. */
export const parseMetadata = (value: unknown): Metadata | string => {
  if (value === undefined || value === null) return {};
  if (!isStringRecord(value)) return "Invalid type for 'metadata': expected an object of strings.";
  const pairs = Object.entries(value);
  if (pairs.length > 16) return "Invalid 'metadata': too many properties. Expected at most 16.";
  if (pairs.some(([key]) => key.length > 64)) return "Invalid 'metadata': a key is longer than 64 characters.";
  const long = pairs.find(([, text]) => text.length > 512);
  return long === undefined
    ? value
    : `Invalid 'metadata.${long[0]}': string too long. Expected at most 512 characters.`;
};
