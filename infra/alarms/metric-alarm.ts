import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Alarming } from "./alarming";

export type MetricAlarmArgs = {
  readonly alarming: Alarming;
  /** What has happened when it fires, in one sentence. */
  readonly meaning: string;
  /** The heading of docs/operations.md that says what to do, as an anchor. */
  readonly runbook: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Sum" | "Maximum";
  readonly periodSeconds: number;
  /** Fires from this value on. */
  readonly threshold: number;
};

/** An alarm that fires when one period reaches its threshold; silence is good news. */
export const metricAlarm = (
  resource: string,
  { alarming, meaning, runbook, dimensions, periodSeconds, ...metric }: MetricAlarmArgs,
  opts: pulumi.CustomResourceOptions = {},
): aws.cloudwatch.MetricAlarm =>
  new aws.cloudwatch.MetricAlarm(
    resource,
    {
      name: alarming.names(resource),
      alarmDescription: `${meaning} What to do: docs/operations.md#${runbook}`,
      ...metric,
      ...(dimensions === undefined ? {} : { dimensions }),
      period: periodSeconds,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [alarming.topic.arn],
    },
    opts,
  );
