import type { JsonObject } from "../codec/json-object";

/** One conditional write: made only while every attribute of `when` has its value (of a list: one of them). */
export type Change = {
  readonly when: Readonly<Record<string, string | readonly string[]>>;
  readonly set: JsonObject;
  readonly append?: Readonly<Record<string, readonly unknown[]>>;
  readonly remove?: readonly string[];
};
