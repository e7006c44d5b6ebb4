import { isJsonObject } from "../../../runtime/codec/json";
import { type Inputs, jsonAt, recordsAt, requiredTextAt } from "./read-input";
import { forget, type MakeResource, type ResourceRules } from "./resource-handler";

/** What a statement of the policy must say besides its effect and action. */
type PolicyKind = "identity" | "resource" | "trust";

const needs: Readonly<Record<PolicyKind, readonly (readonly string[])[]>> = {
  identity: [["Resource", "NotResource"]],
  resource: [
    ["Resource", "NotResource"],
    ["Principal", "NotPrincipal"],
  ],
  trust: [["Principal", "NotPrincipal"]],
};

const has = (statement: Inputs, names: readonly string[]): boolean =>
  names.some((name) => {
    const value = statement[name];
    return (
      (Array.isArray(value) && value.length > 0) || (typeof value === "string" && value !== "") || isJsonObject(value)
    );
  });

const actionsOf = (statement: Inputs): readonly unknown[] => [statement.Action ?? statement.NotAction ?? []].flat();

const requireStatement = (statement: unknown, where: string, kind: PolicyKind): void => {
  if (!isJsonObject(statement)) throw new Error(`${where} must be a record`);
  if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
    throw new Error(`${where}.Effect must be Allow or Deny`);
  }
  for (const names of [["Action", "NotAction"], ...needs[kind]]) {
    if (!has(statement, names)) throw new Error(`${where}.${names[0]} is missing`);
  }
  for (const action of actionsOf(statement)) {
    const isAction = typeof action === "string" && /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/.test(action);
    if (!isAction) throw new Error(`${where}.Action ${String(action)} must look like service:Action`);
  }
};

/**
 * Requires that an input is an IAM policy that AWS would parse. Identity policies name resources, trust policies
 * principals, resource policies both. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const requirePolicy = (inputs: Inputs, name: string, kind: PolicyKind): void => {
  const policy = jsonAt(inputs, name);
  if (!isJsonObject(policy)) throw new Error(`${name} must be a policy document`);
  if (policy.Version !== "2012-10-17" && policy.Version !== "2008-10-17") {
    throw new Error(`${name}.Version must be 2012-10-17`);
  }
  const statements = [policy.Statement ?? []].flat();
  if (statements.length === 0) throw new Error(`${name}.Statement is empty`);
  statements.forEach((statement, index) => {
    requireStatement(statement, `${name}.Statement[${index}]`, kind);
  });
};

/** Roles and policies are checked and recorded: nothing local enforces them. */
const makeRole: MakeResource = (inputs) => {
  requirePolicy(inputs, "assumeRolePolicy", "trust");
  for (const policy of recordsAt(inputs, "inlinePolicies")) requirePolicy(policy, "policy", "identity");
  return undefined;
};

const makeRolePolicy: MakeResource = (inputs, { name }) => {
  requirePolicy(inputs, "policy", "identity");
  return { id: `${requiredTextAt(inputs, "role")}:${name}` };
};

const makePolicy: MakeResource = (inputs) => {
  requirePolicy(inputs, "policy", "identity");
  return undefined;
};

const makeRolePolicyAttachment: MakeResource = (inputs, { name }) => {
  requiredTextAt(inputs, "policyArn");
  return { id: `${requiredTextAt(inputs, "role")}-${name}` };
};

export const iamRules: ResourceRules = {
  "aws:iam/role:Role": { make: makeRole, remove: forget, replaceOn: ["name", "path"] },
  "aws:iam/rolePolicy:RolePolicy": { make: makeRolePolicy, remove: forget, replaceOn: ["name", "role"] },
  "aws:iam/policy:Policy": { make: makePolicy, remove: forget, replaceOn: ["name", "path", "description"] },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    make: makeRolePolicyAttachment,
    remove: forget,
    replaceOn: "all",
  },
};
