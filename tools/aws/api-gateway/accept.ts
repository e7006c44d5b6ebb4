import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { NoBody } from "../http";
import { type Api, type FoundRoute, findRoute, type Route } from "./api";
import { type Fault, refused } from "./fault";
import { headerOf, type IncomingRequest } from "./http-message";
import { bucketOf, type Stage, type Stages } from "./stages";
import type { ApiKey, UsagePlans } from "./usage-plans";

/** What the gateway serves. */
export type Served = {
  readonly apis: ReadonlyMap<string, Api>;
  readonly stages: Stages;
  readonly plans: UsagePlans;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** What a request is for, as far as that exists. */
export type Target = {
  readonly stage: Stage | undefined;
  readonly api: Api | undefined;
  readonly found: FoundRoute | undefined;
};

export const targetOf = ({ stages, apis }: Served, request: IncomingRequest): Target => {
  const stage = stages.find(request.stage);
  const api = stage && apis.get(stage.apiId);
  return { stage, api, found: api && findRoute(api, request.method, request.path) };
};

type Admitted = { readonly key: ApiKey | undefined };

/**
 * Key, then quota, then plan throttle, then the method's throttle; a throttled request uses up no quota.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
const admit = (
  { plans, now }: Served,
  stage: Stage,
  route: Route,
  keyValue: string | undefined,
): E.Either<Fault, Admitted> => {
  const { keyRequired } = route;
  const grant = keyRequired ? plans.grantFor(keyValue ?? "", stage.apiId, stage.name) : undefined;
  if (keyRequired && grant === undefined) return refused("INVALID_API_KEY");
  if (grant?.allowance.quota?.isExhausted()) return refused("QUOTA_EXCEEDED");
  if (grant?.allowance.bucket?.() === false) return refused("THROTTLED");
  if (bucketOf(stage, route, now)?.() === false) return refused("THROTTLED");
  grant?.allowance.quota?.count();
  return E.right({ key: grant?.key });
};

/** A request that may pass, with all that its integration needs. */
export type Accepted = Admitted & { readonly api: Api; readonly found: FoundRoute; readonly body: Buffer };

/** Whether a request may pass, in AWS's order. */
export const accept = (
  served: Served,
  { stage, api, found }: Target,
  request: IncomingRequest,
  body: E.Either<NoBody, Buffer>,
): E.Either<Fault, Accepted> => {
  if (stage === undefined || api === undefined) return refused("ACCESS_DENIED");
  if (E.isLeft(body)) return refused("REQUEST_TOO_LARGE");
  if (found === undefined) return refused("MISSING_AUTHENTICATION_TOKEN");
  return pipe(
    admit(served, stage, found.route, headerOf(request.headers, "x-api-key")),
    E.map(({ key }) => ({ key, api, found, body: body.right })),
  );
};
