import { API_LOGS_POLICY, apiLogsPrefix } from "../api/gateway-account";
import { anyNameOf, boundaryArn, githubProviderArn, ofIam, ownDeploymentArns, type Place } from "./arns";
import type { Condition, Grant } from "./grant";

const readRole = [
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListRolePolicies",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRoleTags",
];

const writeBounded = [
  "iam:CreateRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:DeleteRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:DeleteRole",
];

const boundedBy = (policy: string): Condition => ({ StringEquals: { "iam:PermissionsBoundary": policy } });

const passedTo = (service: string): Condition => ({ StringEquals: { "iam:PassedToService": service } });

const apiLogsRole = (place: Place, names: (thing: string) => string): readonly Grant[] => {
  const role = ofIam(place, `role/${apiLogsPrefix(names)}*`);
  const policy = API_LOGS_POLICY.replace("arn:aws:", `arn:${place.partition}:`);
  return [
    { sid: "ApiLogsRole", read: readRole, write: ["iam:TagRole", "iam:UntagRole"], on: [role] },
    { sid: "BoundedApiLogsRole", write: writeBounded, when: boundedBy(policy), on: [role] },
    {
      sid: "ApiLogsPermissions",
      write: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      when: { ArnEquals: { "iam:PolicyARN": policy } },
      on: [role],
    },
    { sid: "PassApiLogsRole", write: ["iam:PassRole"], when: passedTo("apigateway.amazonaws.com"), on: [role] },
  ];
};

/** The functions' roles, none without the boundary; what deploys can be read, so that a refresh sees it. */
export const roleGrants = (
  place: Place,
  settings: { readonly names: (thing: string) => string; readonly manageApiGatewayAccount: boolean },
): readonly Grant[] => {
  const roles = [ofIam(place, `role/${anyNameOf(place)}`)];
  return [
    { sid: "Roles", read: readRole, write: ["iam:TagRole", "iam:UntagRole"], on: roles },
    { sid: "BoundedRoles", write: writeBounded, when: boundedBy(boundaryArn(place)), on: roles },
    { sid: "PassRoles", write: ["iam:PassRole"], when: passedTo("lambda.amazonaws.com"), on: roles },
    ...(settings.manageApiGatewayAccount ? apiLogsRole(place, settings.names) : []),
    {
      sid: "Deployment",
      read: [...readRole, "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions", "iam:ListPolicyTags"],
      on: ownDeploymentArns(place),
    },
    {
      sid: "GithubProvider",
      read: ["iam:GetOpenIDConnectProvider", "iam:ListOpenIDConnectProviderTags"],
      on: [githubProviderArn(place)],
      reason: "An account has one identity provider for GitHub",
    },
  ];
};
