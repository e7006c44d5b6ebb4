import type { CloudWatch } from "../cloudwatch/cloud-watch";
import type { InvocationReport } from "../lambda/invocation-report";

/** What Lambda measures of an invocation; one that it refuses is throttled and no more. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const measureInvocation = (
  { putMetric }: Pick<CloudWatch, "putMetric">,
  { functionName, outcome, durationMs, at }: InvocationReport,
): void => {
  const isThrottled = outcome === "Throttled";
  const values: Readonly<Record<string, number>> = isThrottled
    ? { Throttles: 1 }
    : { Throttles: 0, Invocations: 1, Errors: outcome === "FunctionError" ? 1 : 0, Duration: durationMs };
  for (const [name, value] of Object.entries(values))
    putMetric({ namespace: "AWS/Lambda", name, value, dimensions: { FunctionName: functionName }, at });
};
