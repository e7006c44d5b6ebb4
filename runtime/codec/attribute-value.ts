import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as t from "io-ts";
import { isJsonObject, type JsonObject } from "./json";

type Attributes = Record<string, AttributeValue>;

/** Keeps `__proto__` as plain data, which assignment would not (and the SDK's own marshaller assigns). */
const put = <B>(mapped: Record<string, B>, key: string, value: B): void => {
  if (key !== "__proto__") mapped[key] = value;
  else Object.defineProperty(mapped, key, { value, configurable: true, enumerable: true, writable: true });
};

/** A loop, since every record goes through it: `Object.fromEntries` takes four times as long. */
const mapEntries = <A, B>(entries: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> => {
  const mapped: Record<string, B> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) put(mapped, key, to(value));
  return mapped;
};

/** JSON as DynamoDB stores it; `undefined` within an object is left out by `toAttributes`. */
export const toAttribute = (value: unknown): AttributeValue => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return isJsonObject(value) ? { M: toAttributes(value) } : { NULL: true };
};

export const toAttributes = (item: JsonObject): Attributes => mapEntries(item, toAttribute);

/** Sets become lists; binary values have no place in our records and read as null. */
export const fromAttribute = (attribute: AttributeValue): unknown => {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  return attribute.SS ?? attribute.NS?.map(Number) ?? null;
};

export const fromAttributes = (item: Readonly<Attributes>): JsonObject => mapEntries(item, fromAttribute);

/** An attribute names its type and nothing else; what it holds is looked at when it is read. */
const isItem = (input: unknown): input is Attributes =>
  isJsonObject(input) && Object.values(input).every((one) => isJsonObject(one) && Object.keys(one).length === 1);

/** An item as a stream tells it. */
export const Item: t.Type<Attributes, Attributes, unknown> = new t.Type(
  "an item of DynamoDB",
  isItem,
  (input, context) => (isItem(input) ? t.success(input) : t.failure(input, context)),
  t.identity,
);
