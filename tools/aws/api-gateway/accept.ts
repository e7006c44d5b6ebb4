import type { Invoke } from "../lambda/invocation";
import { type Api, type FoundRoute, findRoute } from "./api";
import { type Fault, fault, isFault } from "./fault";
import { headerOf, type IncomingRequest } from "./http-message";
import type { Stage, Stages } from "./stages";
import type { ApiKey, Grant, UsagePlans } from "./usage-plans";

/** What one running gateway knows; `now` is in epoch milliseconds. */
export type GatewayState = {
  readonly apis: Map<string, Api>;
  readonly stages: Stages;
  readonly plans: UsagePlans;
  readonly invoke: Invoke;
  readonly now: () => number;
  readonly accountId: string;
  /** Host and port. */
  readonly domainName: string;
  readonly onError: (error: Error) => void;
};

export type Admission = { readonly _tag: "Admitted"; readonly key: Grant["key"] | undefined };

/**
 * Key, then quota, then plan throttle, then stage throttle; a throttled request uses up no quota.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export const admit = (
  plans: UsagePlans,
  stage: Stage,
  keyRequired: boolean,
  keyValue: string | undefined,
): Admission | Fault => {
  const grant = keyRequired ? plans.grantFor(keyValue ?? "", stage.apiId, stage.name) : undefined;
  if (keyRequired && grant === undefined) return fault("INVALID_API_KEY");
  if (grant?.allowance.quota?.isExhausted()) return fault("QUOTA_EXCEEDED");
  if (grant?.allowance.bucket?.take() === false) return fault("THROTTLED");
  if (stage.bucket?.take() === false) return fault("THROTTLED");
  grant?.allowance.quota?.count();
  return { _tag: "Admitted", key: grant?.key };
};

export type Target = { readonly api: Api; readonly found: FoundRoute };

/** A request that may pass, with all that its integration needs. */
export type Accepted = Target & { readonly body: Buffer; readonly key: ApiKey | undefined };

export type Decision = {
  readonly api: Api | undefined;
  readonly found: FoundRoute | undefined;
  readonly verdict: Accepted | Fault;
};

/** Finds what a request is for and whether it may pass, in AWS's order. */
export const accept = (gateway: GatewayState, request: IncomingRequest, body: Buffer | "TooLong"): Decision => {
  const stage = gateway.stages.find(request.stage);
  const api = stage && gateway.apis.get(stage.apiId);
  if (stage === undefined || api === undefined)
    return { api: undefined, found: undefined, verdict: fault("ACCESS_DENIED") };
  const found = findRoute(api, request.method, request.path);
  if (body === "TooLong") return { api, found, verdict: fault("REQUEST_TOO_LARGE") };
  if (found === undefined) return { api, found, verdict: fault("MISSING_AUTHENTICATION_TOKEN") };
  if (api.minimumCompressionSize !== undefined && headerOf(request.headers, "content-encoding") !== undefined)
    return { api, found, verdict: fault("UNSUPPORTED_MEDIA_TYPE", "compressed requests are not supported locally") };
  const admission = admit(gateway.plans, stage, found.route.keyRequired, headerOf(request.headers, "x-api-key"));
  return { api, found, verdict: isFault(admission) ? admission : { api, found, body, key: admission.key } };
};
