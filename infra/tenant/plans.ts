import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ProjectConfig } from "../config/project-config";
import type { StackConfig } from "../config/stack-config";
import type { Names } from "../names";

export type ProjectLimits = NonNullable<ProjectConfig["rate_limits"]>;

/** A project's limits: its own, with those of its tier where it has one. */
export const projectLimits = (
  { rate_limits, usage_tier }: ProjectConfig,
  { usageTiers }: Pick<StackConfig, "usageTiers">,
): ProjectLimits => ({ ...rate_limits, ...(usage_tier === undefined ? {} : usageTiers[usage_tier]) });

type Limits = Pick<aws.apigateway.UsagePlanArgs, "throttleSettings" | "quotaSettings">;

/** API Gateway's own limit of a burst in a region. */
const LARGEST_BURST = 5_000;

/** A usage plan's limits: the minute's requests may come at once, and then as a steady rate. */
const usageLimits = ({ requests_per_minute, requests_per_day }: ProjectLimits): Limits => ({
  ...(requests_per_minute === undefined
    ? {}
    : {
        throttleSettings: {
          rateLimit: requests_per_minute / 60,
          burstLimit: Math.min(requests_per_minute, LARGEST_BURST),
        },
      }),
  ...(requests_per_day === undefined ? {} : { quotaSettings: { limit: requests_per_day, period: "DAY" } }),
});

type Plan = { readonly names: Names; readonly stage: aws.apigateway.Stage; readonly limits: ProjectLimits };

/** A usage plan of the stage; each of its keys has the limits for itself. */
export const usagePlan = (
  name: string,
  { names, stage, limits }: Plan,
  opts: pulumi.CustomResourceOptions = {},
): aws.apigateway.UsagePlan =>
  new aws.apigateway.UsagePlan(
    name,
    { name: names(name), apiStages: [{ apiId: stage.restApi, stage: stage.stageName }], ...usageLimits(limits) },
    opts,
  );

/** The usage plans that projects share, by the names of their tiers. */
export type TierPlans = Readonly<Record<string, aws.apigateway.UsagePlan>>;

/** One usage plan per tier; its name has two hyphens in a row, which no project's has. */
export const tierPlans = (names: Names, { usageTiers }: StackConfig, stage: aws.apigateway.Stage): TierPlans =>
  Object.fromEntries(
    Object.entries(usageTiers).map(([tier, limits]) => [tier, usagePlan(`tier--${tier}`, { names, stage, limits })]),
  );
