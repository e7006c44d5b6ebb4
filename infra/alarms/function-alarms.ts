import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Alarming } from "./alarming";
import { metricAlarm } from "./metric-alarm";

export type FunctionAlarmsArgs = {
  /** The function's name without those of product and stack. */
  readonly name: string;
  readonly alarming: Alarming;
  readonly handler: aws.lambda.Function;
};

type Watched = {
  readonly metricName: string;
  readonly suffix: string;
  readonly meaning: string;
  readonly runbook: string;
};

const watched: readonly Watched[] = [
  {
    metricName: "Errors",
    suffix: "errors",
    meaning: "ended in an error of its own: it crashed, ran out of time or memory, or could not start.",
    runbook: "function-errors",
  },
  {
    metricName: "Throttles",
    suffix: "throttles",
    meaning: "was refused by Lambda for want of concurrency.",
    runbook: "throttles",
  },
];

/** Alarms when a function that nobody waits for fails as a whole, or is not let run. The router's caller waits: its alarm is that of its answers. */
export const functionAlarms = (
  { name, alarming, handler }: FunctionAlarmsArgs,
  opts?: pulumi.CustomResourceOptions,
): readonly aws.cloudwatch.MetricAlarm[] =>
  watched.map(({ metricName, suffix, meaning, runbook }) =>
    metricAlarm(
      `${name}-${suffix}`,
      {
        alarming,
        meaning: `An invocation of the ${name} function ${meaning}`,
        runbook,
        namespace: "AWS/Lambda",
        metricName,
        dimensions: { FunctionName: handler.name },
        statistic: "Sum",
        periodSeconds: 60,
        threshold: 1,
      },
      opts,
    ),
  );
