import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../../runtime/codec/json";
import { type Api, type LambdaIntegration, type Route, readPathTemplate } from "./api";
import { fieldsAt, type OpenApiDocument, refuseOthers, textAt } from "./document";
import { readGatewayResponses } from "./fault";

/** A stable identifier of AWS's form (lower-case letters and digits) for a resource or a deployment. */
export const shortId = (content: string, length: number): string =>
  BigInt(`0x${createHash("sha256").update(content).digest("hex")}`)
    .toString(36)
    .slice(0, length);

const isKeyScheme = (schemes: JsonObject, name: string, where: string): boolean => {
  const scheme = fieldsAt(schemes[name], `components.securitySchemes.${name}`);
  const isKey = scheme.type === "apiKey" && scheme.in === "header";
  const isOwnName = String(scheme.name).toLowerCase() === "x-api-key";
  if (isKey && isOwnName && scheme["x-amazon-apigateway-authtype"] === undefined) return true;
  throw new Error(`${where}.security: "${name}" is not an apiKey in the header x-api-key; nothing else is supported`);
};

/** Whether an operation demands an API key. */
const readKeyRequirement = (operation: JsonObject, document: JsonObject, where: string): boolean => {
  const security = operation.security;
  if (security === undefined) return false;
  if (!Array.isArray(security)) throw new Error(`${where}.security must be a list`);
  if (security.length > 1) throw new Error(`${where}.security: alternatives are not supported`);
  const schemes = fieldsAt(fieldsAt(document.components, "components").securitySchemes, "components.securitySchemes");
  const names = Object.keys(fieldsAt(security[0], `${where}.security[0]`));
  return names.map((name) => isKeyScheme(schemes, name, where)).includes(true);
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const TIMEOUT_MILLIS = { least: 50, most: 29_000 };

const readTimeout = (value: unknown, where: string): number => {
  const { least, most } = TIMEOUT_MILLIS;
  const millis = value ?? most;
  if (typeof millis === "number" && Number.isInteger(millis) && millis >= least && millis <= most) return millis;
  throw new Error(`${where}.timeoutInMillis must be a whole number from ${least} to ${most}`);
};

const readFunctionName = (uri: string | undefined, where: string): string => {
  const [, arn] = /functions\/([^/]+)\/invocations$/.exec(uri ?? "") ?? [];
  const [name, qualifier] = (arn ?? "").split(":function:").at(-1)?.split(":") ?? [];
  if (name === undefined || name === "") throw new Error(`${where}.uri must end in functions/FUNCTION_ARN/invocations`);
  if (qualifier !== undefined) throw new Error(`${where}.uri: the version or alias "${qualifier}" is not supported`);
  return name;
};

/** Reads `x-amazon-apigateway-integration` of one operation; other types than aws_proxy are refused by name. */
const readIntegration = (operation: JsonObject, method: string): LambdaIntegration => {
  const where = `${method}.x-amazon-apigateway-integration`;
  const fields = fieldsAt(operation["x-amazon-apigateway-integration"], where);
  const type = textAt(fields.type, `${where}.type`);
  if (type === undefined) throw new Error(`${where}.type is missing`);
  if (type.toLowerCase() !== "aws_proxy")
    throw new Error(`${where}.type "${type}" is not supported by the local API Gateway (aws_proxy is)`);
  // `responses` and `passthroughBehavior` are accepted because AWS ignores them for a proxy integration.
  const known = ["type", "uri", "httpMethod", "timeoutInMillis", "credentials", "responses", "passthroughBehavior"];
  refuseOthers(fields, known, where);
  if (fields.httpMethod !== "POST") throw new Error(`${where}.httpMethod must be POST: Lambda is invoked by POST`);
  return {
    functionName: readFunctionName(textAt(fields.uri, `${where}.uri`), where),
    timeoutMillis: readTimeout(fields.timeoutInMillis, where),
  };
};

const methods = ["get", "put", "post", "delete", "patch", "head", "options"];

const awsExtensions = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith("x-amazon-apigateway-")));

const readRoute = (api: string, resource: string, key: string, value: unknown, document: JsonObject): Route => {
  const where = `${api}: ${key.toUpperCase()} ${resource}`;
  const operation = fieldsAt(value, where);
  if (operation.$ref !== undefined) throw new Error(`${where}: $ref is not supported here`);
  refuseOthers(awsExtensions(operation), ["x-amazon-apigateway-integration"], where);
  return {
    resource,
    resourceId: shortId(resource, 6),
    segments: readPathTemplate(resource),
    method: key.toUpperCase(),
    keyRequired: readKeyRequirement(operation, document, where),
    integration: readIntegration(operation, where),
  };
};

const readResource = (api: string, resource: string, value: unknown, document: JsonObject): readonly Route[] => {
  const fields = fieldsAt(value, `${api}: ${resource}`);
  const described = ["parameters", "summary", "description", "servers"];
  refuseOthers(fields, [...methods, ...described], `${api}: ${resource}`);
  return Object.entries(fields)
    .filter(([key]) => !described.includes(key))
    .map(([key, operation]) => readRoute(api, resource, key, operation, document));
};

const refuseUnsupported = (document: JsonObject, api: string): void => {
  const known = ["gateway-responses", "binary-media-types", "endpoint-configuration", "documentation"];
  const named = [...known, "importexport-version"].map((name) => `x-amazon-apigateway-${name}`);
  refuseOthers(awsExtensions(document), named, api);
  if (!String(document.openapi).startsWith("3.0")) throw new Error(`${api}: openapi must be 3.0.x`);
  if (document.security !== undefined)
    throw new Error(
      `${api}: security at the top of the document is ignored by API Gateway; state it on each operation`,
    );
};

export type ApiDeclaration = {
  readonly id: string;
  readonly name: string;
  readonly body: OpenApiDocument;
};

/** Reads a declared REST API; whatever the stand-in cannot do as AWS does is refused by name. */
export const readApi = ({ id, name, body }: ApiDeclaration): Api => {
  const where = `API "${name}"`;
  const document = fieldsAt(body, where);
  refuseUnsupported(document, where);
  // All bodies travel as base64 here, as our functions have them.
  if (!isDeepStrictEqual(document["x-amazon-apigateway-binary-media-types"], ["*/*"]))
    throw new Error(`${where}: x-amazon-apigateway-binary-media-types must be */* alone`);
  return {
    id,
    name,
    deploymentId: shortId(JSON.stringify(document), 6),
    routes: Object.entries(fieldsAt(document.paths, `${where}: paths`)).flatMap(([resource, value]) =>
      readResource(where, resource, value, document),
    ),
    gatewayResponses: readGatewayResponses(document["x-amazon-apigateway-gateway-responses"]),
  };
};
