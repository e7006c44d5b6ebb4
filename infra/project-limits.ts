import type { ProjectConfig } from "./config/project-config";
import type { StackConfig } from "./config/stack-config";

export type ProjectLimits = NonNullable<ProjectConfig["rate_limits"]>;

/** A project's limits: its own, with those of its tier where it has one. */
export const projectLimits = (
  { rate_limits, usage_tier }: ProjectConfig,
  { usageTiers }: Pick<StackConfig, "usageTiers">,
): ProjectLimits => ({ ...rate_limits, ...(usage_tier === undefined ? {} : usageTiers[usage_tier]) });
