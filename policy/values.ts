/** A value as a record; an empty one when it is none. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The statements of a policy that is given as JSON text or as a record. */
export const statementsOf = (policy: unknown): readonly Readonly<Record<string, unknown>>[] =>
  listOf(recordOf(typeof policy === "string" ? JSON.parse(policy) : policy).Statement).map(recordOf);
