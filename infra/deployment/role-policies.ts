import { type DeploymentSettings, deploymentGrants } from "./deployment-grants";
import type { Level } from "./grant";
import { grantStatements, policyText } from "./grant-policy";
import { guardStatement } from "./guard-statement";
import type { Place } from "./place";

/** Writes a policy once it is known where the stack is. */
export type PolicyIn = (place: Place) => string;

/** A role's policies by what they are about: one per group of grants, since IAM takes 6,144 characters in each and ten on a role. */
export type RolePolicies = Readonly<Record<string, PolicyIn>>;

/** What a role of that level may do. */
export const levelPolicies = (settings: DeploymentSettings, level: Level): RolePolicies =>
  Object.fromEntries(
    Object.entries(deploymentGrants(settings)).map(([about, grants]): [string, PolicyIn] => [
      about,
      (place) => policyText(grantStatements(level, grants(place, level))),
    ]),
  );

/** The deploy role's policies, with the guard over what deploys. */
export const deployPolicies = (settings: DeploymentSettings): RolePolicies => ({
  ...levelPolicies(settings, "deploy"),
  guard: (place) => policyText([guardStatement(place)]),
});
