import type { StackConfig } from "../config/stack-config";
import { namesFor } from "../names";
import { apiGrants } from "./api-grants";
import type { Place } from "./arns";
import { auditGrants } from "./audit-grants";
import { guardStatement } from "./boundary";
import { dataGrants } from "./data-grants";
import { functionGrants } from "./function-grants";
import { type Grant, grantStatements, type Level, policyText } from "./grant";
import { roleGrants } from "./role-grants";
import { secretGrants, stateGrants } from "./secret-grants";
import { trialGrants } from "./trial";
import { watchGrants } from "./watch-grants";

export type DeploymentSettings = Pick<
  StackConfig,
  "manageApiGatewayAccount" | "wafArn" | "addressRateLimit" | "auditTrail" | "stateBucket" | "stateKmsKeyArn"
>;

type Grants = (place: Place) => readonly Grant[];

/** All that deploying the stack takes, by what it is about. */
export const deploymentGrants = (settings: DeploymentSettings): Readonly<Record<string, Grants>> => ({
  data: (place) => [...dataGrants(place), ...trialGrants(place)],
  functions: functionGrants,
  watch: watchGrants,
  api: (place) => apiGrants(place, settings),
  roles: (place) => roleGrants(place, { names: namesFor(place.stack), ...settings }),
  secrets: (place) => [...secretGrants(place), ...stateGrants(place, settings)],
  ...(settings.auditTrail ? { audit: auditGrants } : {}),
});

/** Writes a policy once it is known where the stack is. */
export type PolicyIn = (place: Place) => string;

/** A role's policies by what they are about: one per group of grants, since IAM takes 6,144 characters in each and ten on a role. */
export type RolePolicies = Readonly<Record<string, PolicyIn>>;

/** What a role of that level may do. */
export const levelPolicies = (settings: DeploymentSettings, level: Level): RolePolicies =>
  Object.fromEntries(
    Object.entries(deploymentGrants(settings)).map(([about, grants]): [string, PolicyIn] => [
      about,
      (place) => policyText(grantStatements(level, grants(place))),
    ]),
  );

/** What a pull request's code may do with a preview: read the state, where it is in AWS. */
export const previewPolicies = (settings: DeploymentSettings): RolePolicies => ({
  ...(settings.stateBucket === undefined && settings.stateKmsKeyArn === undefined
    ? {}
    : { state: (place) => policyText(grantStatements("refresh", stateGrants(place, settings))) }),
});

/** The deploy role's policies, with the guard over what deploys. */
export const deployPolicies = (settings: DeploymentSettings): RolePolicies => ({
  ...levelPolicies(settings, "deploy"),
  guard: (place) => policyText([guardStatement(place)]),
});
