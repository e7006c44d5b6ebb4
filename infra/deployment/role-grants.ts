import { apiLogsPrefix } from "../api/gateway-account";
import { boundaryArn, functionRoleArns, ofIam, ownDeploymentArns, type Place } from "./arns";
import type { Grant } from "./grant";

const readRole = [
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListRolePolicies",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRoleTags",
];

/**
 * What the functions' roles may do changes with the program, inside the boundary. Who may be them does not: no condition of IAM
 * looks into a trust policy, so an administrator makes the roles. What deploys can be read, so that a refresh sees it.
 */
export const roleGrants = (
  place: Place,
  settings: { readonly names: (thing: string) => string; readonly manageApiGatewayAccount: boolean },
): readonly Grant[] => {
  const roles = functionRoleArns(place);
  const logRole = settings.manageApiGatewayAccount ? [ofIam(place, `role/${apiLogsPrefix(settings.names)}*`)] : [];
  return [
    { sid: "Roles", read: readRole, on: [...roles, ...logRole] },
    {
      sid: "BoundedRoles",
      write: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
      when: { StringEquals: { "iam:PermissionsBoundary": boundaryArn(place) } },
      on: roles,
    },
    {
      sid: "PassRoles",
      write: ["iam:PassRole"],
      when: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      on: roles,
    },
    {
      sid: "Deployment",
      read: [...readRole, "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions", "iam:ListPolicyTags"],
      on: ownDeploymentArns(place),
    },
  ];
};
