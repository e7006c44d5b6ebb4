import { isJsonObject } from "../../../runtime/codec/json";
import type { OpenApiDocument } from "../../aws/api-gateway/document";
import type { UsagePlan } from "../../aws/api-gateway/usage-plans";
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
} from "./read-input";
import type { MakeResource, RemoveResource, ResourceRules } from "./resource-handler";

const isDocument = (value: unknown): value is OpenApiDocument =>
  isJsonObject(value) && typeof value.openapi === "string" && isJsonObject(value.paths);

/** Declares a REST API from its OpenAPI document, the only way that the local run knows. */
const makeRestApi: MakeResource = (inputs, { id, name }, { cloud }) => {
  refuseInputs(inputs, [
    "policy",
    "disableExecuteApiEndpoint",
    "parameters",
    "binaryMediaTypes",
    "minimumCompressionSize",
  ]);
  const source = textAt(inputs, "apiKeySource") ?? "HEADER";
  if (source !== "HEADER") throw new Error(`apiKeySource ${source}: the local run takes keys from the header only`);
  const body = jsonAt(inputs, "body");
  if (!isDocument(body)) throw new Error("body must be an OpenAPI 3 document");
  cloud.apiGateway.putApi({ id, name, body });
  return undefined;
};

const logGroupOf = (arn: string): string => arn.split(":log-group:")[1]?.replace(/:\*$/, "") ?? arn;

/** Declares a stage; its address is the gateway's on this machine. */
const makeStage: MakeResource = (inputs, _, { cloud }) => {
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

/** Applies the throttle of a method, or of all; metrics and log levels are recorded. */
const makeMethodSettings: MakeResource = (inputs, _, { cloud }) => {
  const apiId = requiredTextAt(inputs, "restApi");
  const stage = requiredTextAt(inputs, "stageName");
  const path = requiredTextAt(inputs, "methodPath");
  const settings = recordAt(inputs, "settings") ?? {};
  refuseInputs(settings, ["cachingEnabled", "cacheDataEncrypted"]);
  const rate = numberAt(settings, "throttlingRateLimit");
  const burst = numberAt(settings, "throttlingBurstLimit");
  cloud.apiGateway.setThrottle(apiId, stage, path, { rate: rate ?? -1, burst: burst ?? -1 });
  return { id: `${apiId}-${stage}-${path}` };
};

const removeMethodSettings: RemoveResource = ({ inputs }, { cloud }) =>
  cloud.apiGateway.setThrottle(
    requiredTextAt(inputs, "restApi"),
    requiredTextAt(inputs, "stageName"),
    requiredTextAt(inputs, "methodPath"),
    undefined,
  );

/** Declares an API key; one without a value gets one that stays the same over the updates of an engine, and that no web page can know. */
const makeApiKey: MakeResource = (inputs, { id, name, urn }, { cloud }) => {
  const value = textAt(inputs, "value") ?? shortHash(`api key ${urn} ${cloud.credentials.accessKeyId}`, 40);
  cloud.apiGateway.putApiKey({ id, name, value, enabled: inputs.enabled !== false });
  return { state: { value } };
};

const throttleOf = (inputs: Inputs): Pick<UsagePlan, "throttle"> => {
  const settings = recordAt(inputs, "throttleSettings");
  if (settings === undefined) return {};
  return { throttle: { rate: numberAt(settings, "rateLimit") ?? -1, burst: numberAt(settings, "burstLimit") ?? -1 } };
};

const quotaOf = (inputs: Inputs): Pick<UsagePlan, "quota"> => {
  const settings = recordAt(inputs, "quotaSettings");
  if (settings === undefined) return {};
  const period = requiredTextAt(settings, "period");
  if (period !== "DAY" || numberAt(settings, "offset")) {
    throw new Error(`quotaSettings: only a whole DAY is counted on this machine, not ${JSON.stringify(settings)}`);
  }
  return { quota: { limit: requiredNumberAt(settings, "limit") } };
};

const makeUsagePlan: MakeResource = (inputs, { id, name }, { cloud }) => {
  const stages = recordsAt(inputs, "apiStages").map((stage) => {
    refuseInputs(stage, ["throttles"]);
    return { apiId: requiredTextAt(stage, "apiId"), stage: requiredTextAt(stage, "stage") };
  });
  cloud.apiGateway.putUsagePlan({ id, name, stages, ...throttleOf(inputs), ...quotaOf(inputs) });
  return undefined;
};

/** A key may have one plan per stage: it leaves the old one right before it joins another, so that no request finds it without. */
const makeUsagePlanKey: MakeResource = (inputs, _, workshop, before) => {
  const type = requiredTextAt(inputs, "keyType");
  if (type !== "API_KEY") throw new Error(`keyType ${type} must be API_KEY`);
  const keyId = requiredTextAt(inputs, "keyId");
  if (before?.id === keyId) removeUsagePlanKey(before, workshop);
  workshop.cloud.apiGateway.addUsagePlanKey(requiredTextAt(inputs, "usagePlanId"), keyId);
  return { id: keyId };
};

const removeUsagePlanKey: RemoveResource = ({ inputs }, { cloud }) =>
  cloud.apiGateway.removeUsagePlanKey(requiredTextAt(inputs, "usagePlanId"), requiredTextAt(inputs, "keyId"));

export const apiGatewayRules: ResourceRules = {
  "aws:apigateway/restApi:RestApi": {
    make: makeRestApi,
    remove: ({ id }, { cloud }) => cloud.apiGateway.removeApi(id),
    replaceOn: [],
  },
  "aws:apigateway/stage:Stage": {
    make: makeStage,
    remove: ({ inputs }, { cloud }) =>
      cloud.apiGateway.removeStage(requiredTextAt(inputs, "restApi"), requiredTextAt(inputs, "stageName")),
    replaceOn: ["restApi", "stageName"],
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    make: makeMethodSettings,
    remove: removeMethodSettings,
    replaceOn: ["restApi", "stageName", "methodPath"],
  },
  "aws:apigateway/apiKey:ApiKey": {
    make: makeApiKey,
    remove: ({ id }, { cloud }) => cloud.apiGateway.removeApiKey(id),
    replaceOn: ["value"],
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    make: makeUsagePlan,
    remove: ({ id }, { cloud }) => cloud.apiGateway.removeUsagePlan(id),
    replaceOn: [],
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    make: makeUsagePlanKey,
    remove: removeUsagePlanKey,
    replaceOn: "all",
  },
};
