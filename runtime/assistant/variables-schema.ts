import type { JsonObject } from "../codec/json-object";

/** The strict JSON Schema of the answer: exactly the variables, each a string that says what belongs there. */
export const variablesSchema = (variables: Readonly<Record<string, string>>): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(variables).map(([name, description]) => [name, { type: "string", description }]),
  ),
  required: Object.keys(variables),
  additionalProperties: false,
});
