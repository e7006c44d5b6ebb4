import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import * as t from "io-ts";
import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import { patternString } from "../../../runtime/request/text";
import { named, optional } from "../codec/problems";
import type { Answer } from "../server/operation";
import { type Refusals, refusal } from "./parameters";

const JsonSchemaFormat = t.type({
  type: t.literal("json_schema"),
  name: patternString("a name", /^[a-zA-Z0-9_-]{1,64}$/),
  schema: named("an object", isJsonObject),
  strict: t.unknown,
  description: t.unknown,
});

/** The parameter `text`. */
export const Text = t.partial({
  format: optional(
    t.intersection([
      t.type({ type: t.keyof({ text: null, json_schema: null }) }),
      t.union([t.type({ type: t.literal("text") }), JsonSchemaFormat]),
    ]),
  ),
});

export const textRefusals: Refusals = {
  text: ["invalid_type", "Invalid type for 'text': expected an object."],
  "text.format": ["invalid_type", "Invalid type for 'text.format'."],
  "text.format.type": ["invalid_value", "The local stand-in supports the formats 'text' and 'json_schema'."],
  "text.format.name": [
    "invalid_value",
    "Invalid 'text.format.name': expected 1 to 64 letters, digits, underscores and dashes.",
  ],
  "text.format.schema": ["invalid_type", "Invalid type for 'text.format.schema': expected an object."],
};

type Strict = E.Either<string, unknown>;

const strictObject = ({ additionalProperties, properties, required }: JsonObject): Strict => {
  if (additionalProperties !== false)
    return E.left("'additionalProperties' is required to be supplied and to be false.");
  const names = Object.keys(isJsonObject(properties) ? properties : {});
  const all = "'required' is required to be supplied and to be an array including every key in properties.";
  if (!Array.isArray(required)) return E.left(all);
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined) return E.left(`${all} Missing '${missing}'.`);
  const extra = required.find((name) => !names.includes(name));
  return extra === undefined ? E.right(names) : E.left(`'required' names '${extra}', which is not in properties.`);
};

const strictWithin = (schema: unknown, path: readonly string[]): Strict => {
  const wrong = (what: string) => `In context=(${path.map((part) => `'${part}'`).join(", ")}), ${what}`;
  if (!isJsonObject(schema)) return E.left(wrong("a schema must be an object."));
  if (schema.type !== "object") return E.right(schema);
  return pipe(
    strictObject(schema),
    E.mapLeft(wrong),
    E.chain(() =>
      pipe(
        Object.entries(schema.properties ?? {}),
        RA.traverse(E.Applicative)(([name, child]) => strictWithin(child, [...path, "properties", name])),
      ),
    ),
  );
};

/** What OpenAI's strict mode asks of objects of texts, all that is filled here. Source: the Structured Outputs guide. */
const strictSchema = (schema: JsonObject): Strict =>
  schema.type === "object"
    ? strictWithin(schema, [])
    : E.left(`schema must be a JSON Schema of 'type: "object"', got 'type: "${schema.type ?? "None"}"'.`);

/** `echo` is how the response repeats it. */
export type ResponseFormat =
  | { readonly type: "text"; readonly echo: JsonObject }
  | { readonly type: "json_schema"; readonly schema: JsonObject; readonly echo: JsonObject };

export const responseFormat = (text: t.TypeOf<typeof Text> | null | undefined): E.Either<Answer, ResponseFormat> => {
  const given = text?.format ?? { type: "text" };
  if (given.type === "text") return E.right({ type: "text", echo: { type: "text" } });
  const { type, name, schema, description } = given;
  const strict = given.strict === true;
  const described = typeof description === "string" ? { description } : {};
  return pipe(
    strict ? strictSchema(schema) : E.right(schema),
    E.map((): ResponseFormat => ({ type, schema, echo: { type, ...described, name, schema, strict } })),
    E.mapLeft((wrong) =>
      refusal("text.format.schema", "invalid_json_schema", `Invalid schema for response_format '${name}': ${wrong}`),
    ),
  );
};
