import type { JsonObject } from "./json-object";

/** The named entries of an object that it has. */
export const pick = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]));
