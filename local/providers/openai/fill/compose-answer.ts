import { isRecord, type Json } from "../../is-record";
import type { ResponseFormat } from "../response-format";
import { composeMessage } from "./compose-message";
import { flattenData } from "./datum";
import { factsOf } from "./facts";
import { fillSchema } from "./fill-schema";
import { findJson } from "./find-json";

export type ComposedAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** All descriptions in a schema: data that merely repeats them (the list of variables, say) is no data. */
const descriptionsIn = (schema: unknown): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap(descriptionsIn);
  if (!isRecord(schema)) return [];
  return Object.entries(schema).flatMap(([key, child]) =>
    key === "description" && typeof child === "string" ? [child] : descriptionsIn(child),
  );
};

const fill = (schema: Json, texts: readonly string[]): ComposedAnswer => {
  const descriptions = new Set(descriptionsIn(schema).map((text) => text.replace(/\s+/g, " ").trim()));
  const data = texts
    .flatMap(findJson)
    .flatMap((one) => flattenData(one))
    .filter(({ value }) => !descriptions.has(value));
  const problems: string[] = [];
  const stopped = Symbol("unfillable");
  const fail = (path: string, why: string): never => {
    problems.push(`The local stand-in cannot fill this schema: '${path}' ${why}.`);
    throw stopped;
  };
  try {
    return { ok: true, text: JSON.stringify(fillSchema(schema, { root: schema, data, fail })) };
  } catch (error) {
    if (error !== stopped) throw error;
    return { ok: false, message: problems.join(" ") };
  }
};

/** What the assistant says: variables for a schema, or a message, both made of the JSON data found in the texts. */
export const composeAnswer = (format: ResponseFormat, texts: readonly string[]): ComposedAnswer =>
  format.type === "json_schema"
    ? fill(format.schema, texts)
    : { ok: true, text: composeMessage(factsOf(texts.flatMap(findJson).flatMap((one) => flattenData(one)))) };
