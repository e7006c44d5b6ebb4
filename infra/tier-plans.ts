import type * as aws from "@pulumi/aws";
import type { StackConfig } from "./config/stack-config";
import type { Names } from "./stack-names";
import { usagePlan } from "./usage-plan";

/** The usage plans that projects share, by the names of their tiers. */
export type TierPlans = Readonly<Record<string, aws.apigateway.UsagePlan>>;

/** One usage plan per tier; its name has two hyphens in a row, which no project's has. */
export const tierPlans = (names: Names, { usageTiers }: StackConfig, stage: aws.apigateway.Stage): TierPlans =>
  Object.fromEntries(
    Object.entries(usageTiers).map(([tier, limits]) => [tier, usagePlan(`tier--${tier}`, { names, stage, limits })]),
  );
