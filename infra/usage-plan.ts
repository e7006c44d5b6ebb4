import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ProjectLimits } from "./project-limits";
import type { Names } from "./stack-names";
import { usageLimits } from "./usage-limits";

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
