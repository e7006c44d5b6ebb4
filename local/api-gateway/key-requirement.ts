import { type Fields, fieldsAt } from "./document-fields";

const isKeyScheme = (schemes: Fields, name: string, where: string): boolean => {
  const scheme = fieldsAt(schemes[name], `components.securitySchemes.${name}`);
  const isKey = scheme.type === "apiKey" && scheme.in === "header";
  const isOwnName = String(scheme.name).toLowerCase() === "x-api-key";
  if (isKey && isOwnName && scheme["x-amazon-apigateway-authtype"] === undefined) return true;
  throw new Error(`${where}.security: "${name}" is not an apiKey in the header x-api-key; nothing else is supported`);
};

/** Whether an operation demands an API key. */
export const readKeyRequirement = (operation: Fields, document: Fields, where: string): boolean => {
  const security = operation.security;
  if (security === undefined) return false;
  if (!Array.isArray(security)) throw new Error(`${where}.security must be a list`);
  if (security.length > 1) throw new Error(`${where}.security: alternatives are not supported`);
  const schemes = fieldsAt(fieldsAt(document.components, "components").securitySchemes, "components.securitySchemes");
  const names = Object.keys(fieldsAt(security[0], `${where}.security[0]`));
  return names.map((name) => isKeyScheme(schemes, name, where)).includes(true);
};
