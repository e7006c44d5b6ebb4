import type { UsagePlan } from "../api-gateway/usage-plans";
import {
  type Inputs,
  numberAt,
  recordAt,
  recordsAt,
  refuseInputs,
  requiredNumberAt,
  requiredTextAt,
  textAt,
} from "./read-input";
import type { RemoveResource, ResourceHandler } from "./resource-handler";
import { shortHash } from "./short-hash";

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
