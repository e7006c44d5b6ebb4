import { numberAt, recordAt, refuseInputs, requiredTextAt } from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";

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
