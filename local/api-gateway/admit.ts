import { type Fault, fault } from "./fault";
import type { Stage } from "./stages";
import type { Grant, UsagePlans } from "./usage-plans";

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
