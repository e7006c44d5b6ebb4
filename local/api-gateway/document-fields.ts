export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object at a place of the OpenAPI document; an absent one is empty, anything else is refused with its place. */
export const fieldsAt = (value: unknown, where: string): Fields => {
  if (value === undefined || value === null) return {};
  if (isFields(value)) return value;
  throw new Error(`${where} must be an object`);
};

/** The text at a place of the document, or undefined when absent. */
export const textAt = (value: unknown, where: string): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new Error(`${where} must be a string`);
};

/** A map of texts, such as responseParameters and responseTemplates. */
export const textsAt = (value: unknown, where: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fieldsAt(value, where)).map(([name, text]) => [name, textAt(text, `${where}.${name}`) ?? ""]),
  );

/** Refuses by name what this stand-in would otherwise have to ignore. */
export const refuseOthers = (fields: Fields, known: readonly string[], where: string): void => {
  const others = Object.keys(fields).filter((name) => !known.includes(name));
  if (others.length > 0) throw new Error(`${where}: ${others.join(", ")} is not supported by the local API Gateway`);
};
