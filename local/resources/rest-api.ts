import type { OpenApiDocument } from "../api-gateway/open-api-document";
import { isRecord } from "../engine/is-record";
import {
  type Inputs,
  jsonAt,
  numberAt,
  recordAt,
  refuseInputs,
  requiredTextAt,
  textAt,
  textMapAt,
  textsAt,
} from "./read-input";
import type { ResourceHandler } from "./resource-handler";

const isDocument = (value: unknown): value is OpenApiDocument =>
  isRecord(value) && typeof value.openapi === "string" && isRecord(value.paths);

const binaryTypes = (inputs: Inputs, body: OpenApiDocument): readonly string[] =>
  inputs.binaryMediaTypes === undefined
    ? textsAt(body, "x-amazon-apigateway-binary-media-types")
    : textsAt(inputs, "binaryMediaTypes");

/** Declares a REST API from its OpenAPI document, the only way that the local run knows. */
export const makeRestApi: ResourceHandler = (inputs, { id, name }, { cloud, declared }) => {
  refuseInputs(inputs, ["policy", "disableExecuteApiEndpoint", "parameters"]);
  const source = textAt(inputs, "apiKeySource") ?? "HEADER";
  if (source !== "HEADER") throw new Error(`apiKeySource ${source}: the local run takes keys from the header only`);
  const body = jsonAt(inputs, "body");
  if (!isDocument(body)) throw new Error("body must be an OpenAPI 3 document");
  const minimumCompressionSize = numberAt(inputs, "minimumCompressionSize");
  const api = {
    ...{ id, name, body, binaryMediaTypes: binaryTypes(inputs, body) },
    ...(minimumCompressionSize === undefined || minimumCompressionSize < 0 ? {} : { minimumCompressionSize }),
  };
  declared.apis.set(id, api);
  cloud.apiGateway.putApi(api);
  return undefined;
};

/** Adds one gateway response to the document of its API. */
export const makeGatewayResponse: ResourceHandler = (inputs, _, { cloud, declared }) => {
  const apiId = requiredTextAt(inputs, "restApiId");
  const type = requiredTextAt(inputs, "responseType");
  const api = declared.apis.get(apiId);
  if (api === undefined) throw new Error(`restApiId: there is no API ${apiId}`);
  const statusCode = textAt(inputs, "statusCode");
  const extension = "x-amazon-apigateway-gateway-responses";
  const response = {
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: textMapAt(inputs, "responseParameters"),
    responseTemplates: textMapAt(inputs, "responseTemplates"),
  };
  const responses = { ...recordAt(api.body, extension), [type]: response };
  const changed = { ...api, body: { ...api.body, [extension]: responses } };
  declared.apis.set(apiId, changed);
  cloud.apiGateway.putApi(changed);
  return { id: `aggr-${apiId}-${type}` };
};
