import { type ConfigFault, faultIf } from "./faults";
import { keysOfProject, type ProjectConfig } from "./project-config";
import type { UsageTiers } from "./tiers";

/** A token bucket of API Gateway: requests per second, and requests at once. */
export type Throttle = { readonly rate: number; readonly burst: number };

/** What an account has in a region, for all its APIs (API Gateway developer guide, "Quotas for configuring and running a REST API"). */
export const REGION: Throttle = { rate: 10_000, burst: 5_000 };

/** What the stage has at least, where the config does not say. */
const LEAST: Throttle = { rate: 10, burst: 20 };

type Tenants = { readonly projects: readonly ProjectConfig[]; readonly usageTiers: UsageTiers };
export type StageThrottle = { readonly apiThrottleRate: number; readonly apiThrottleBurst: number };

export type ProjectLimits = NonNullable<ProjectConfig["rate_limits"]>;

/** A project's limits: its own, with those of its tier where it has one. */
export const projectLimits = (
  { rate_limits, usage_tier }: ProjectConfig,
  { usageTiers }: Pick<Tenants, "usageTiers">,
): ProjectLimits => ({ ...rate_limits, ...(usage_tier === undefined ? {} : usageTiers[usage_tier]) });

/** What the plans promise, key by key, since each has its plan's limits for itself. */
const promised = (tenants: Tenants) => {
  const ofKeys = tenants.projects.flatMap((project) => {
    const { requests_per_minute } = projectLimits(project, tenants);
    return keysOfProject(project).map(() => requests_per_minute);
  });
  const limits = ofKeys.filter((limit) => limit !== undefined);
  return {
    perMinute: limits.reduce((sum, limit) => sum + limit, 0),
    limited: limits.length,
    unlimited: ofKeys.length - limits.length,
  };
};

/** The throttle under which all plans can be used up at once; a key without a limit counts for a request a second. */
const sumOfPlans = (tenants: Tenants): Throttle => {
  const { perMinute, unlimited } = promised(tenants);
  return { rate: Math.ceil(perMinute / 60) + unlimited, burst: Math.min(perMinute + unlimited, REGION.burst) };
};

/** The stage's throttle as configured, or as the plans need it. */
export const stageThrottle = (
  given: Partial<{ [K in keyof StageThrottle]: number | undefined }>,
  tenants: Tenants,
): StageThrottle => {
  const sum = sumOfPlans(tenants);
  return {
    apiThrottleRate: given.apiThrottleRate ?? Math.min(REGION.rate, Math.max(LEAST.rate, sum.rate)),
    apiThrottleBurst: given.apiThrottleBurst ?? Math.max(LEAST.burst, sum.burst),
  };
};

/** Faults of a stage that lets less through than its plans: one tenant within its plan would lock the others out. */
export const throttleBelowPlans = (stage: StageThrottle, tenants: Tenants): readonly ConfigFault[] => {
  const { rate, burst } = sumOfPlans(tenants);
  const below = `is below the sum of the plans of all API keys, so that one tenant could lock the others out`;
  return [
    ...faultIf(
      rate > stage.apiThrottleRate,
      "apiThrottleRate",
      `(${stage.apiThrottleRate}) ${below}: they promise ${rate} requests a second`,
      rate > REGION.rate ? `smaller requests_per_minute: a region has ${REGION.rate} a second` : String(rate),
    ),
    ...faultIf(
      burst > stage.apiThrottleBurst,
      "apiThrottleBurst",
      `(${stage.apiThrottleBurst}) ${below}: they promise ${burst} requests at once`,
      String(burst),
    ),
  ];
};

/**
 * What a key of such a plan has: the minute's requests at once and then a steady rate. Where all minutes together are more
 * than the stage takes at once, each has its share. Keys without a limit share what the others leave.
 */
export const planThrottle = (
  { requests_per_minute: minute }: ProjectLimits,
  config: StageThrottle & Tenants,
): Throttle => {
  const { perMinute, limited, unlimited } = promised(config);
  const forLimited = config.apiThrottleBurst - unlimited;
  if (minute === undefined) {
    const sharing = Math.max(1, unlimited);
    return {
      rate: Math.floor(((config.apiThrottleRate - perMinute / 60) / sharing) * 100) / 100,
      burst: Math.max(1, Math.floor((config.apiThrottleBurst - Math.min(perMinute, forLimited)) / sharing)),
    };
  }
  // One for each, and of the rest by what each is promised.
  const share = 1 + Math.floor(((minute - 1) * (forLimited - limited)) / Math.max(1, perMinute - limited));
  return { rate: minute / 60, burst: Math.max(1, Math.min(minute, share)) };
};
