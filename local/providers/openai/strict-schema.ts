import { isRecord, type Json } from "../is-record";

const isObjectSchema = (schema: Json): boolean =>
  schema.type === "object" ||
  (Array.isArray(schema.type) && schema.type.includes("object")) ||
  isRecord(schema.properties);

const objectFault = (schema: Json): string | undefined => {
  if (schema.additionalProperties !== false) {
    return "'additionalProperties' is required to be supplied and to be false.";
  }
  const names = Object.keys(isRecord(schema.properties) ? schema.properties : {});
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined || !Array.isArray(schema.required)) {
    return `'required' is required to be supplied and to be an array including every key in properties.${missing === undefined ? "" : ` Missing '${missing}'.`}`;
  }
  const extra = required.find((name) => typeof name !== "string" || !names.includes(name));
  return extra === undefined ? undefined : `'required' names '${String(extra)}', which is not in properties.`;
};

const children = (schema: Json): readonly (readonly [readonly string[], unknown])[] => [
  ...["properties", "$defs"].flatMap((key) =>
    Object.entries(isRecord(schema[key]) ? schema[key] : {}).map(([name, child]) => [[key, name], child] as const),
  ),
  ...(schema.items === undefined ? [] : [[["items"], schema.items] as const]),
  ...(Array.isArray(schema.anyOf) ? schema.anyOf.map((one, at) => [["anyOf", String(at)], one] as const) : []),
];

const visit = (schema: unknown, path: readonly string[]): string | undefined => {
  const context = `In context=(${path.map((part) => `'${part}'`).join(", ")}), `;
  if (!isRecord(schema)) return `${context}a schema must be an object.`;
  for (const key of ["allOf", "oneOf", "not", "patternProperties", "if", "dependentRequired"]) {
    if (schema[key] !== undefined) return `${context}'${key}' is not permitted.`;
  }
  const fault = isObjectSchema(schema) ? objectFault(schema) : undefined;
  if (fault !== undefined) return context + fault;
  if (
    schema.type === undefined &&
    schema.anyOf === undefined &&
    schema.$ref === undefined &&
    schema.enum === undefined
  ) {
    if (schema.const === undefined) return `${context}schema must have a 'type' key.`;
  }
  for (const [step, child] of children(schema)) {
    const inner = visit(child, [...path, ...step]);
    if (inner !== undefined) return inner;
  }
  return undefined;
};

/** What OpenAI's strict mode has against a schema, or undefined. Source: the Structured Outputs guide. */
export const strictSchemaFault = (schema: unknown): string | undefined => {
  if (isRecord(schema) && schema.type !== "object") {
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type ?? "None")}"'.`;
  }
  return visit(schema, []);
};
