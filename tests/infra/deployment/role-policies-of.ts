import type { RunResult } from "../../../local/engine/run-types";
import { allOf, oneOf, parsed } from "../helpers/declared";
import type { Policy } from "./evaluate-policies";

/** The documents of the managed policies attached to a role that the program declares. */
export const attachedPolicies = (run: RunResult, role: string): readonly Policy[] => {
  const roleName = oneOf(run, "iam/role:Role", role).state.name;
  const attached = allOf(run, "iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs.role === roleName)
    .map(({ inputs }) => inputs.policyArn);
  return allOf(run, "iam/policy:Policy")
    .filter(({ state }) => attached.includes(state.arn))
    .map(({ inputs }) => parsed(inputs.policy) as Policy);
};
