import { DEFAULT_LABELS } from "./api-key-labels";
import type { ConfigFault } from "./config-fault";
import type { ProjectConfig } from "./project-config";

/** API keys of an account in a region; AWS raises this quota for nobody (API Gateway developer guide, "Quotas for configuring and running a REST API"). */
const MOST_KEYS = 10_000;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** What API Gateway would refuse halfway through a deployment: more usage plans or keys than its quotas. */
export const tooManyPlans = (
  projects: readonly ProjectConfig[],
  tiers: number,
  usagePlanQuota: number,
): readonly ConfigFault[] => {
  const plans = projects.filter(({ usage_tier }) => usage_tier === undefined).length + tiers;
  const keys = total(projects.map(({ api_keys = DEFAULT_LABELS }) => api_keys.length));
  return [
    ...(plans > usagePlanQuota
      ? [
          {
            key: "projects",
            fault: `need ${plans} usage plans, one for each tier and for each project without one, and usagePlanQuota is ${usagePlanQuota}: give projects with the same limits a usage_tier`,
            example:
              '{"standard":{"requests_per_minute":60}} as usageTiers, and "usage_tier":"standard" in the entries',
          },
        ]
      : []),
    ...(keys > MOST_KEYS
      ? [
          {
            key: "projects",
            fault: `have ${keys} API keys, and an account may have ${MOST_KEYS} in a region`,
            example: "the rest in a stack of another region or account",
          },
        ]
      : []),
  ];
};
