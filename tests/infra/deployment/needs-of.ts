import type { RegisteredResource, RunResult } from "../../../tools/engine/program/deployment";
import { allOf } from "../helpers/declared";
import { auditNeeds, dataNeeds } from "./data-needs";
import { apiNeeds, functionNeeds } from "./function-needs";
import { arnOf, type Need, type Needs, onItself } from "./need";

const roleNamed = (run: RunResult, name: unknown): RegisteredResource => {
  const role = allOf(run, "iam/role:Role").find(({ state }) => state.name === name);
  if (role === undefined) throw new Error(`there is no role ${String(name)}`);
  return role;
};

/** Whether only an administrator makes and changes a resource: what deploys, who may be or call a function, and the audit trail. */
export const isMadeByHand = ({ type }: RegisteredResource): boolean =>
  /^aws:(iam\/(?!rolePolicy:)|lambda\/permission:|apigateway\/account:|cloudtrail\/|s3\/)/.test(type);

const BOUNDARY = "arn:aws:iam::000000000000:policy/deployment/ai-multi-comms-boundary-dev";

/** A stack without deployment roles has no boundary; a deployment would find it set. */
const bounded = ({ inputs }: RegisteredResource): Readonly<Record<string, string>> => ({
  "iam:PermissionsBoundary": String(inputs.permissionsBoundary ?? BOUNDARY),
});

const onRole = (role: RegisteredResource, need: Omit<Need, "resource" | "context">): Need => ({
  resource: arnOf(role),
  context: bounded(role),
  ...need,
});

const roleNeeds: Needs = {
  "aws:iam/role:Role": (role) => [
    onRole(role, {
      read: "GetRole ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole",
      create: "CreateRole TagRole",
      update: "UpdateRole UpdateAssumeRolePolicy PutRolePermissionsBoundary TagRole UntagRole",
      delete: "DeleteRole",
    }),
  ],
  "aws:iam/rolePolicy:RolePolicy": ({ inputs }, run) => [
    onRole(roleNamed(run, inputs.role), {
      read: "GetRolePolicy",
      create: "PutRolePolicy",
      delete: "DeleteRolePolicy",
    }),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs }, run) => {
    const role = roleNamed(run, inputs.role);
    return [
      {
        resource: arnOf(role),
        context: { ...bounded(role), "iam:PolicyARN": String(inputs.policyArn) },
        read: "ListAttachedRolePolicies",
        create: "AttachRolePolicy",
        delete: "DetachRolePolicy",
      },
    ];
  },
  "aws:iam/policy:Policy": onItself({
    read: "GetPolicy GetPolicyVersion ListPolicyVersions",
    create: "CreatePolicy TagPolicy",
    update: "CreatePolicyVersion DeletePolicyVersion SetDefaultPolicyVersion UntagPolicy",
    delete: "DeletePolicy",
  }),
};

/**
 * Pulumi type → the calls of the AWS provider for one of its resources. A type that the program comes to declare is added
 * here, by the Service Authorization Reference and the provider's source.
 */
const needs: Needs = { ...dataNeeds, ...functionNeeds, ...apiNeeds, ...roleNeeds, ...auditNeeds };

export const needsOf = (resource: RegisteredResource, run: RunResult): readonly Need[] => {
  const row = needs[resource.type];
  if (row === undefined) throw new Error(`What deploying ${resource.type} takes is not known: add it to the table`);
  return row(resource, run);
};

/** What the program itself makes in AWS; components only group it. */
export const madeInAws = ({ resources }: RunResult): readonly RegisteredResource[] =>
  resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
