import type * as aws from "@pulumi/aws";
import type { ProjectLimits } from "./project-limits";

type Limits = Pick<aws.apigateway.UsagePlanArgs, "throttleSettings" | "quotaSettings">;

/** API Gateway's own limit of a burst in a region. */
const LARGEST_BURST = 5_000;

/** A usage plan's limits: the minute's requests may come at once, and then as a steady rate. */
export const usageLimits = ({ requests_per_minute, requests_per_day }: ProjectLimits): Limits => ({
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
