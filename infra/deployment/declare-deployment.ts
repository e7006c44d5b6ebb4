import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config";
import type { Account } from "../secret-arn";
import type { Names } from "../stack-names";
import { boundRoles } from "./bound-roles";
import { DeploymentRoles } from "./deployment-roles";

/** By what the role is for. */
type RoleArns = Readonly<Record<string, pulumi.Output<string>>>;

/** Declares what workflows deploy with, where the config names their repository, and bounds all roles declared later. */
export const declareDeployment = (names: Names, config: StackConfig, account: pulumi.Output<Account>): RoleArns => {
  const { githubSubjectPrefix: subjectPrefix } = config;
  if (subjectPrefix === undefined) return {};
  const roles = new DeploymentRoles("deployment", { names, config, subjectPrefix, account });
  boundRoles(roles.boundaryArn);
  return roles.roleArns;
};
