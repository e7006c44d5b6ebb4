import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type ProjectLimits, planThrottle } from "../config/api-limits";
import type { StackConfig } from "../config/stack-config";
import { type Names, STACK_TAG } from "../names";

type Limits = Pick<aws.apigateway.UsagePlanArgs, "throttleSettings" | "quotaSettings">;

const usageLimits = (limits: ProjectLimits, config: StackConfig): Limits => {
  const { rate, burst } = planThrottle(limits, config);
  return {
    throttleSettings: { rateLimit: rate, burstLimit: burst },
    ...(limits.requests_per_day === undefined
      ? {}
      : { quotaSettings: { limit: limits.requests_per_day, period: "DAY" } }),
  };
};

type Plan = {
  readonly names: Names;
  readonly config: StackConfig;
  readonly stage: aws.apigateway.Stage;
  readonly limits: ProjectLimits;
};

/** A usage plan of the stage; each of its keys has the limits for itself. */
export const usagePlan = (
  name: string,
  { names, config, stage, limits }: Plan,
  opts: pulumi.CustomResourceOptions = {},
): aws.apigateway.UsagePlan =>
  new aws.apigateway.UsagePlan(
    name,
    {
      name: names(name),
      tags: { [STACK_TAG]: stage.stageName },
      apiStages: [{ apiId: stage.restApi, stage: stage.stageName }],
      ...usageLimits(limits, config),
    },
    opts,
  );

/** The usage plans that projects share, by the names of their tiers. */
export type TierPlans = Readonly<Record<string, aws.apigateway.UsagePlan>>;

/** One usage plan per tier; its name has two hyphens in a row, which no project's has. */
export const tierPlans = (names: Names, config: StackConfig, stage: aws.apigateway.Stage): TierPlans =>
  Object.fromEntries(
    Object.entries(config.usageTiers).map(([tier, limits]) => [
      tier,
      usagePlan(`tier--${tier}`, { names, config, stage, limits }),
    ]),
  );
