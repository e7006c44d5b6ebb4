import { requirePolicy } from "./policy-json";
import { recordsAt, requiredTextAt } from "./read-input";
import type { ResourceHandler } from "./resource-handler";

/** Roles and policies are checked and recorded: nothing local enforces them. */
export const makeRole: ResourceHandler = (inputs) => {
  requirePolicy(inputs, "assumeRolePolicy", "trust");
  for (const policy of recordsAt(inputs, "inlinePolicies")) requirePolicy(policy, "policy", "identity");
  return undefined;
};

export const makeRolePolicy: ResourceHandler = (inputs, { name }) => {
  requirePolicy(inputs, "policy", "identity");
  return { id: `${requiredTextAt(inputs, "role")}:${name}` };
};

export const makePolicy: ResourceHandler = (inputs) => {
  requirePolicy(inputs, "policy", "identity");
  return undefined;
};

export const makeRolePolicyAttachment: ResourceHandler = (inputs, { name }) => {
  requiredTextAt(inputs, "policyArn");
  return { id: `${requiredTextAt(inputs, "role")}-${name}` };
};
