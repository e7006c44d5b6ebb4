import { isRecord, type Json } from "../../is-record";
import type { Datum } from "./datum";
import { fitText } from "./fit-text";
import { textFor } from "./text-for";

/** Raised for a schema that the stand-in cannot fill; the message names the property. */
export type Unfillable = (path: string, why: string) => never;

export type FillContext = { readonly root: Json; readonly data: readonly Datum[]; readonly fail: Unfillable };

const deepest = 20;

const resolve = (schema: Json, { root, fail }: FillContext, path: string): Json => {
  if (typeof schema.$ref !== "string") return schema;
  if (!schema.$ref.startsWith("#")) return fail(path, `has the reference ${schema.$ref}, which is not in the schema`);
  const target = schema.$ref
    .slice(1)
    .split("/")
    .filter((step) => step !== "")
    .reduce<unknown>((held, step) => (isRecord(held) ? held[step] : undefined), root);
  return isRecord(target) ? target : fail(path, `has the reference ${schema.$ref}, which is not in the schema`);
};

const typeOf = (schema: Json): unknown => {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== "null");
  return schema.type ?? (isRecord(schema.properties) ? "object" : undefined);
};

const fillString = (schema: Json, context: FillContext, path: string, name: string): string => {
  const description = typeof schema.description === "string" ? schema.description : name;
  const candidates = [textFor(description, context.data), ...context.data.map(({ value }) => value), "1"];
  const unpatterned = schema.pattern === undefined ? candidates.slice(0, 1) : candidates;
  return (
    fitText(unpatterned, schema, description) ?? context.fail(path, "has limits that no value from the data keeps")
  );
};

/** A value for every property of the schema, from the data. */
export const fillSchema = (given: Json, context: FillContext, path = "", name = ""): unknown => {
  if (path.split(".").length > deepest) return context.fail(path, "is nested too deep");
  const schema = resolve(given, context, path);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choice = Array.isArray(schema.anyOf)
    ? schema.anyOf.find((one) => isRecord(one) && one.type !== "null")
    : undefined;
  if (isRecord(choice)) return fillSchema({ description: schema.description, ...choice }, context, path, name);
  switch (typeOf(schema)) {
    case "object":
      return Object.fromEntries(
        Object.entries(isRecord(schema.properties) ? schema.properties : {}).map(([key, child]) => [
          key,
          isRecord(child) ? fillSchema(child, context, path === "" ? key : `${path}.${key}`, key) : null,
        ]),
      );
    case "array": {
      const length = typeof schema.minItems === "number" ? Math.max(schema.minItems, 1) : 1;
      const items = schema.items;
      return isRecord(items) ? Array.from({ length }, () => fillSchema(items, context, `${path}.items`, name)) : [];
    }
    case "string":
      return fillString(schema, context, path, name);
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 1;
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return context.fail(path, `has the type ${String(schema.type)}, which the local stand-in cannot fill`);
  }
};
