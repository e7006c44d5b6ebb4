import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";

/** An OpenAPI 3.0 document with x-amazon-apigateway-* extensions, as aws.apigateway.RestApi takes it in `body`. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
};

/** The object at a place of the document; an absent one is empty, anything else is refused with its place. */
export const fieldsAt = (value: unknown, where: string): JsonObject => {
  if (value === undefined || value === null) return {};
  if (isJsonObject(value)) return value;
  throw new Error(`${where} must be an object`);
};

/** The text at a place of the document, or undefined when absent. */
export const textAt = (value: unknown, where: string): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new Error(`${where} must be a string`);
};

type Texts = Readonly<Record<string, string>>;

/** A map of texts, such as responseParameters. */
export const textsAt = (value: unknown, where: string): Texts =>
  Object.fromEntries(
    Object.entries(fieldsAt(value, where)).map(([name, text]) => [name, textAt(text, `${where}.${name}`) ?? ""]),
  );

/** Refuses by name what this stand-in would otherwise have to ignore. */
export const refuseOthers = (fields: JsonObject, known: readonly string[], where: string): void => {
  const others = Object.keys(fields).filter((name) => !known.includes(name));
  if (others.length > 0) throw new Error(`${where}: ${others.join(", ")} is not supported by the local API Gateway`);
};

/** Values of `$context.*`, by the name after `$context.`; an absent one is undefined. */
export type Variables = Readonly<Record<string, string | number | undefined>>;

/** Replaces `$context.*`; an unknown or absent variable becomes "-", as in AWS's access logs. */
export const renderVariables = (text: string, variables: Variables): string =>
  text.replaceAll(/\$context\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/g, (_, name: string) => String(variables[name] ?? "-"));
