import type { ConfigFault } from "./config-fault";
import { requestsLimits } from "./requests-limits";
import type { Entry } from "./twin-projects";

const unknownTier = ({ index, project }: Entry, tiers: readonly string[]): readonly ConfigFault[] =>
  project.usage_tier === undefined || tiers.includes(project.usage_tier)
    ? []
    : [
        {
          key: `projects[${index}].usage_tier`,
          fault: `names no tier of usageTiers (${tiers.length === 0 ? "which has none" : tiers.join(", ")})`,
          example: tiers[0] ?? '{"standard":{"requests_per_minute":60}} as usageTiers',
        },
      ];

const limitsBesideTier = ({ index, project }: Entry): readonly ConfigFault[] =>
  project.usage_tier === undefined
    ? []
    : Object.keys(requestsLimits)
        .filter((limit) => Object.hasOwn(project.rate_limits ?? {}, limit))
        .map((limit) => ({
          key: `projects[${index}].rate_limits.${limit}`,
          fault: `cannot stand beside usage_tier (${project.usage_tier}), which sets it`,
          example: "one of the two",
        }));

/** Faults of projects whose tier does not exist, or which have limits of their own beside it. */
export const projectTiers = (entries: readonly Entry[], tiers: readonly string[]): readonly ConfigFault[] =>
  entries.flatMap((entry) => [...unknownTier(entry, tiers), ...limitsBesideTier(entry)]);
