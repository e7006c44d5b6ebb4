import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Names } from "../names";

/** What all alarms of the stack have in common. */
export type Alarming = {
  readonly names: Names;
  /** Of the metrics that are taken from log lines. */
  readonly namespace: string;
  /** Who is told. */
  readonly topic: aws.sns.Topic;
};

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

export type LogLineAlarmArgs = {
  readonly alarming: Alarming;
  readonly meaning: string;
  readonly runbook: string;
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** A filter pattern of CloudWatch Logs; a logged object stands under `$.message`. */
  readonly pattern: string;
};

/** Alarms as soon as a function logs one line that matches. Filter, metric and alarm have one name. */
export const logLineAlarm = (
  resource: string,
  { alarming, meaning, runbook, logGroup, pattern }: LogLineAlarmArgs,
  opts: pulumi.CustomResourceOptions = {},
): aws.cloudwatch.MetricAlarm => {
  const name = alarming.names(resource);
  const { namespace } = alarming;
  new aws.cloudwatch.LogMetricFilter(
    resource,
    {
      name,
      logGroupName: logGroup.name,
      pattern,
      metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
    },
    opts,
  );
  return metricAlarm(
    resource,
    { alarming, meaning, runbook, namespace, metricName: name, statistic: "Sum", periodSeconds: 60, threshold: 1 },
    opts,
  );
};
