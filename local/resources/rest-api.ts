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
import type { RemoveResource, ResourceHandler, Workshop } from "./resource-handler";

const isDocument = (value: unknown): value is OpenApiDocument =>
  isRecord(value) && typeof value.openapi === "string" && isRecord(value.paths);

const binaryTypes = (inputs: Inputs, body: OpenApiDocument): readonly string[] =>
  inputs.binaryMediaTypes === undefined
    ? textsAt(body, "x-amazon-apigateway-binary-media-types")
    : textsAt(inputs, "binaryMediaTypes");

/** Declares a REST API from its OpenAPI document, the only way that the local run knows. */
export const makeRestApi: ResourceHandler = (inputs, { id, name }, workshop) => {
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
  workshop.declared.apis.set(id, api);
  putApi(id, workshop);
  return undefined;
};

const extension = "x-amazon-apigateway-gateway-responses";

/** Gives the gateway an API's document together with the responses that are declared apart from it. */
const putApi = (apiId: string, { cloud, declared }: Workshop): void => {
  const api = declared.apis.get(apiId);
  if (api === undefined) throw new Error(`restApiId: there is no API ${apiId}`);
  const apart = [...declared.responses.values()].filter((one) => one.apiId === apiId);
  const added = Object.fromEntries(apart.map(({ type, response }) => [type, response]));
  const responses = { ...recordAt(api.body, extension), ...added };
  const body = apart.length === 0 ? api.body : { ...api.body, [extension]: responses };
  cloud.apiGateway.putApi({ ...api, body });
};

const responseId = (inputs: Inputs): string =>
  `aggr-${requiredTextAt(inputs, "restApiId")}-${requiredTextAt(inputs, "responseType")}`;

/** Adds one gateway response to the document of its API. */
export const makeGatewayResponse: ResourceHandler = (inputs, _, workshop) => {
  const apiId = requiredTextAt(inputs, "restApiId");
  const type = requiredTextAt(inputs, "responseType");
  const statusCode = textAt(inputs, "statusCode");
  const response = {
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: textMapAt(inputs, "responseParameters"),
    responseTemplates: textMapAt(inputs, "responseTemplates"),
  };
  workshop.declared.responses.set(responseId(inputs), { apiId, type, response });
  putApi(apiId, workshop);
  return { id: responseId(inputs) };
};

export const removeGatewayResponse: RemoveResource = ({ inputs }, workshop) => {
  workshop.declared.responses.delete(responseId(inputs));
  putApi(requiredTextAt(inputs, "restApiId"), workshop);
};

export const removeRestApi: RemoveResource = ({ made }, { cloud, declared }) => {
  declared.apis.delete(made.id);
  cloud.apiGateway.removeApi(made.id);
};
