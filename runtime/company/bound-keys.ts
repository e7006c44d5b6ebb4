import type { JsonObject } from "../codec/json-object";

/** The ids of the API keys that may act for a project: one, or two while a key is being rotated. */
export const boundKeys = ({ api_key_reference: reference }: JsonObject): readonly string[] =>
  (Array.isArray(reference) ? reference : [reference]).filter(
    (id): id is string => typeof id === "string" && id !== "",
  );
