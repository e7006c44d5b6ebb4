import type { StackConfig } from "../config/stack-config";
import { namesFor } from "../stack-names";
import type { Grant, Level } from "./grant";
import { apiGrants } from "./grants/api-grants";
import { auditGrants } from "./grants/audit-grants";
import { dataGrants } from "./grants/data-grants";
import { functionGrants } from "./grants/function-grants";
import { roleGrants } from "./grants/role-grants";
import { secretGrants } from "./grants/secret-grants";
import { stateGrants } from "./grants/state-grants";
import { trialGrants } from "./grants/trial-grants";
import { watchGrants } from "./grants/watch-grants";
import type { Place } from "./place";

export type DeploymentSettings = Pick<
  StackConfig,
  "manageApiGatewayAccount" | "wafArn" | "auditTrail" | "stateBucket" | "stateKmsKeyArn"
>;

type Grants = (place: Place, level: Level) => readonly Grant[];

/** All that deploying the stack takes, by what it is about. */
export const deploymentGrants = (settings: DeploymentSettings): Readonly<Record<string, Grants>> => ({
  data: (place) => [...dataGrants(place), ...trialGrants(place)],
  functions: functionGrants,
  watch: watchGrants,
  api: (place) => apiGrants(place, settings),
  roles: (place) => roleGrants(place, { names: namesFor(place.stack), ...settings }),
  secrets: (place, level) => [...secretGrants(place), ...stateGrants(place, settings, level)],
  ...(settings.auditTrail ? { audit: auditGrants } : {}),
});
