import type { OpenApiDocument } from "../../aws/api-gateway/document";
import type { UsagePlan } from "../../aws/api-gateway/usage-plans";
import { isRecord } from "../program/is-record";
import { shortHash } from "./identity";
import {
  type Inputs,
  jsonAt,
  numberAt,
  recordAt,
  recordsAt,
  refuseInputs,
  requiredNumberAt,
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

const logGroupOf = (arn: string): string => arn.split(":log-group:")[1]?.replace(/:\*$/, "") ?? arn;

/** Declares a stage; its address is the gateway's on this machine. */
export const makeStage: ResourceHandler = (inputs, _, { cloud }) => {
  refuseInputs(inputs, ["cacheClusterEnabled", "canarySettings", "clientCertificateId"]);
  const apiId = requiredTextAt(inputs, "restApi");
  const name = requiredTextAt(inputs, "stageName");
  const log = recordAt(inputs, "accessLogSettings");
  const accessLog = log && {
    logGroup: logGroupOf(requiredTextAt(log, "destinationArn")),
    format: requiredTextAt(log, "format"),
  };
  cloud.apiGateway.putStage({ apiId, name, ...(accessLog === undefined ? {} : { accessLog }) });
  return { id: `ags-${apiId}-${name}`, state: { invokeUrl: `${cloud.apiGateway.url}/${name}` } };
};

export const removeStage: RemoveResource = ({ inputs }, { cloud }) =>
  cloud.apiGateway.removeStage(requiredTextAt(inputs, "restApi"), requiredTextAt(inputs, "stageName"));

/** Applies the throttle of a whole stage; metrics and log levels are recorded. */
export const makeMethodSettings: ResourceHandler = (inputs, _, { cloud }) => {
  const apiId = requiredTextAt(inputs, "restApi");
  const stage = requiredTextAt(inputs, "stageName");
  const path = requiredTextAt(inputs, "methodPath");
  const settings = recordAt(inputs, "settings") ?? {};
  refuseInputs(settings, ["cachingEnabled", "cacheDataEncrypted"]);
  const rate = numberAt(settings, "throttlingRateLimit");
  const burst = numberAt(settings, "throttlingBurstLimit");
  const isThrottled = rate !== undefined || burst !== undefined;
  if (isThrottled && path !== "*/*") {
    throw new Error(`methodPath ${path}: the local run throttles whole stages (*/*) only`);
  }
  if (path === "*/*") cloud.apiGateway.setThrottle(apiId, stage, { rate: rate ?? -1, burst: burst ?? -1 });
  return { id: `${apiId}-${stage}-${path}` };
};

export const removeMethodSettings: RemoveResource = ({ inputs }, { cloud }) => {
  if (inputs.methodPath !== "*/*") return;
  const stage = [requiredTextAt(inputs, "restApi"), requiredTextAt(inputs, "stageName")] as const;
  cloud.apiGateway.setThrottle(...stage, { rate: -1, burst: -1 });
};

/** Declares an API key; one without a value gets one that stays the same on every run, as it would in a cloud. */
export const makeApiKey: ResourceHandler = (inputs, { id, name, urn }, { cloud }) => {
  const value = textAt(inputs, "value") ?? shortHash(`api key ${urn}`, 40);
  cloud.apiGateway.putApiKey({ id, name, value, enabled: inputs.enabled !== false });
  return { state: { value } };
};

export const removeApiKey: RemoveResource = ({ made }, { cloud }) => cloud.apiGateway.removeApiKey(made.id);

const throttleOf = (inputs: Inputs): Pick<UsagePlan, "throttle"> => {
  const settings = recordAt(inputs, "throttleSettings");
  if (settings === undefined) return {};
  return { throttle: { rate: numberAt(settings, "rateLimit") ?? -1, burst: numberAt(settings, "burstLimit") ?? -1 } };
};

const quotaOf = (inputs: Inputs): Pick<UsagePlan, "quota"> => {
  const settings = recordAt(inputs, "quotaSettings");
  if (settings === undefined) return {};
  const period = requiredTextAt(settings, "period");
  if (period !== "DAY" && period !== "WEEK" && period !== "MONTH") {
    throw new Error(`quotaSettings.period ${period} must be DAY, WEEK or MONTH`);
  }
  return { quota: { limit: requiredNumberAt(settings, "limit"), period, offset: numberAt(settings, "offset") ?? 0 } };
};

export const makeUsagePlan: ResourceHandler = (inputs, { id, name }, { cloud }) => {
  const stages = recordsAt(inputs, "apiStages").map((stage) => {
    refuseInputs(stage, ["throttles"]);
    return { apiId: requiredTextAt(stage, "apiId"), stage: requiredTextAt(stage, "stage") };
  });
  cloud.apiGateway.putUsagePlan({ id, name, stages, ...throttleOf(inputs), ...quotaOf(inputs) });
  return undefined;
};

export const removeUsagePlan: RemoveResource = ({ made }, { cloud }) => cloud.apiGateway.removeUsagePlan(made.id);

export const makeUsagePlanKey: ResourceHandler = (inputs, _, { cloud }) => {
  const type = requiredTextAt(inputs, "keyType");
  if (type !== "API_KEY") throw new Error(`keyType ${type} must be API_KEY`);
  const keyId = requiredTextAt(inputs, "keyId");
  cloud.apiGateway.addUsagePlanKey(requiredTextAt(inputs, "usagePlanId"), keyId);
  return { id: keyId };
};

export const removeUsagePlanKey: RemoveResource = ({ inputs }, { cloud }) =>
  cloud.apiGateway.removeUsagePlanKey(requiredTextAt(inputs, "usagePlanId"), requiredTextAt(inputs, "keyId"));
