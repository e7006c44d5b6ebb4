import { isRecord, type Json } from "../is-record";
import { strictSchemaFault } from "./strict-schema";

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
