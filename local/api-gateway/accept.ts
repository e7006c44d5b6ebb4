import { admit } from "./admit";
import type { Api } from "./api";
import { type Fault, fault, isFault } from "./fault";
import { type FoundRoute, findRoute } from "./find-route";
import type { GatewayState } from "./gateway-state";
import { headerOf } from "./headers";
import type { IncomingRequest } from "./incoming-request";
import type { ApiKey } from "./usage-plans";

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
