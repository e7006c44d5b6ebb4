import type { Api, Route } from "./api";
import { type Fields, fieldsAt, refuseOthers } from "./document-fields";
import { readGatewayResponses } from "./gateway-responses";
import { readIntegration } from "./integration";
import { readKeyRequirement } from "./key-requirement";
import type { OpenApiDocument } from "./open-api-document";
import { readPathTemplate } from "./path-template";
import { shortId } from "./short-id";

export type ApiDeclaration = {
  readonly id: string;
  readonly name: string;
  readonly body: OpenApiDocument;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes. */
  readonly minimumCompressionSize?: number;
};

const methods = ["get", "put", "post", "delete", "patch", "head", "options"];
const anyMethod = "x-amazon-apigateway-any-method";

const awsExtensions = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith("x-amazon-apigateway-")));

const readRoute = (api: string, resource: string, key: string, value: unknown, document: Fields): Route => {
  const where = `${api}: ${key.toUpperCase()} ${resource}`;
  const operation = fieldsAt(value, where);
  if (operation.$ref !== undefined) throw new Error(`${where}: $ref is not supported here`);
  refuseOthers(awsExtensions(operation), ["x-amazon-apigateway-integration"], where);
  return {
    resource,
    resourceId: shortId(resource, 6),
    segments: readPathTemplate(resource),
    method: key === anyMethod ? "ANY" : key.toUpperCase(),
    keyRequired: readKeyRequirement(operation, document, where),
    integration: readIntegration(operation, where),
  };
};

const readResource = (api: string, resource: string, value: unknown, document: Fields): readonly Route[] => {
  const fields = fieldsAt(value, `${api}: ${resource}`);
  const described = ["parameters", "summary", "description", "servers"];
  refuseOthers(fields, [...methods, anyMethod, ...described], `${api}: ${resource}`);
  return Object.entries(fields)
    .filter(([key]) => !described.includes(key))
    .map(([key, operation]) => readRoute(api, resource, key, operation, document));
};

const refuseUnsupported = (document: Fields, api: string): void => {
  const known = ["gateway-responses", "binary-media-types", "endpoint-configuration", "documentation"];
  const named = [...known, "importexport-version"].map((name) => `x-amazon-apigateway-${name}`);
  refuseOthers(awsExtensions(document), named, api);
  if (!String(document.openapi).startsWith("3.0")) throw new Error(`${api}: openapi must be 3.0.x`);
  if (document.security !== undefined)
    throw new Error(
      `${api}: security at the top of the document is ignored by API Gateway; state it on each operation`,
    );
};

/** Reads a declared REST API; whatever the stand-in cannot do as AWS does is refused by name. */
export const readApi = (declaration: ApiDeclaration): Api => {
  const where = `API "${declaration.name}"`;
  const document = fieldsAt(declaration.body, where);
  refuseUnsupported(document, where);
  const inDocument = document["x-amazon-apigateway-binary-media-types"] ?? [];
  if (!Array.isArray(inDocument)) throw new Error(`${where}: x-amazon-apigateway-binary-media-types must be a list`);
  return {
    id: declaration.id,
    name: declaration.name,
    deploymentId: shortId(JSON.stringify(document), 6),
    routes: Object.entries(fieldsAt(document.paths, `${where}: paths`)).flatMap(([resource, value]) =>
      readResource(where, resource, value, document),
    ),
    gatewayResponses: readGatewayResponses(document["x-amazon-apigateway-gateway-responses"]),
    binaryMediaTypes: [...declaration.binaryMediaTypes, ...inDocument.map(String)],
    minimumCompressionSize: declaration.minimumCompressionSize,
  };
};
