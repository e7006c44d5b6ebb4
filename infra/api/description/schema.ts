/** An object of JSON Schema, 2020-12 as OpenAPI 3.1 has it, or a part of an OpenAPI document. */
export type Part = Readonly<Record<string, unknown>>;

/** A schema of the document, by its name. */
export const ref = (name: string): Part => ({ $ref: `#/components/schemas/${name}` });

export const text = (description: string, more: Part = {}): Part => ({ type: "string", description, ...more });

/** The one word that stands there. */
export const only = (word: string): Part => ({ type: "string", const: word });

/** An object of any form; without the word on further fields, generators take it for one that has none. */
export const anything = (description: string): Part => ({ type: "object", description, additionalProperties: true });

/** A value that may be null. */
export const orNull = (part: Part): Part => ({
  ...part,
  type: [part.type, "null"],
  ...(Array.isArray(part.enum) ? { enum: [...part.enum, null] } : {}),
});

/** One of the words of a schema, or one that a later release says: a strict client takes that as well. */
export const wordOf = (name: string): Part => ({ anyOf: [ref(name), { title: "Later", type: "string" }] });

export const oneOf = (words: readonly string[], description: string): Part => text(description, { enum: words });

/** An object of which all fields are always there. */
export const record = (properties: Readonly<Record<string, Part>>, more: Part = {}): Part => ({
  type: "object",
  required: Object.keys(properties),
  properties,
  ...more,
});

export type Examples = Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;

/** A body of JSON with an example for each case. */
export const json = (schema: Part, examples: Examples): Part => ({
  content: { "application/json": { schema, examples } },
});

/** What the engine itself writes. */
export const instant = (description: string): Part => text(description, { format: "date-time" });
