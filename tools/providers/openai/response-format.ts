import { isRecord, type Json } from "../codec/problems";

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

export type ResponseFormat =
  | { readonly type: "text"; readonly echo: Json }
  | { readonly type: "json_schema"; readonly schema: Json; readonly echo: Json };

export type FormatFault = { readonly param: string; readonly code: string; readonly message: string };

const fault = (param: string, code: string, message: string): FormatFault => ({ param, code, message });

/** Reads `text.format`. */
export const parseResponseFormat = (text: unknown): ResponseFormat | FormatFault => {
  const format = isRecord(text) ? (text.format ?? { type: "text" }) : { type: "text" };
  if (text !== undefined && text !== null && !isRecord(text)) {
    return fault("text", "invalid_type", "Invalid type for 'text': expected an object.");
  }
  if (!isRecord(format)) return fault("text.format", "invalid_type", "Invalid type for 'text.format'.");
  if (format.type === "text") return { type: "text", echo: { type: "text" } };
  if (format.type !== "json_schema") {
    return fault(
      "text.format.type",
      "invalid_value",
      "The local stand-in supports the formats 'text' and 'json_schema'.",
    );
  }
  if (typeof format.name !== "string" || !/^[a-zA-Z0-9_-]{1,64}$/.test(format.name)) {
    return fault(
      "text.format.name",
      format.name === undefined ? "missing_required_parameter" : "invalid_value",
      "Invalid 'text.format.name': expected 1 to 64 letters, digits, underscores and dashes.",
    );
  }
  if (!isRecord(format.schema)) {
    return fault(
      "text.format.schema",
      "missing_required_parameter",
      "Missing required parameter: 'text.format.schema'.",
    );
  }
  const wrong = format.strict === true ? strictSchemaFault(format.schema) : undefined;
  if (wrong !== undefined) {
    const message = `Invalid schema for response_format '${format.name}': ${wrong}`;
    return fault("text.format.schema", "invalid_json_schema", message);
  }
  return {
    type: "json_schema",
    schema: format.schema,
    echo: {
      type: "json_schema",
      ...(typeof format.description === "string" ? { description: format.description } : {}),
      name: format.name,
      schema: format.schema,
      strict: format.strict === true,
    },
  };
};
