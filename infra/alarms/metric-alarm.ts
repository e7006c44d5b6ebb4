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

type Watched = {
  readonly namespace: pulumi.Input<string>;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic?: "Sum" | "Maximum";
  readonly periodSeconds?: number;
  /** Fires from this value on; `tooFew` below it, and when nothing is told at all. */
  readonly threshold?: pulumi.Input<number>;
  readonly tooFew?: boolean;
};

type LoggedLine = {
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** A filter pattern of CloudWatch Logs; a logged object stands under `$.message`. */
  readonly pattern: string;
  readonly periodSeconds?: number;
};

export type Alarm = {
  /** Without the names of product and stack. */
  readonly name: string;
  /** What has happened when it fires, in one sentence. */
  readonly meaning: string;
  /** The heading of docs/operations.md that says what to do, as an anchor. */
  readonly runbook: string;
  readonly of: Watched | LoggedLine;
};

/** A metric that counts the log lines that match. Filter, metric and alarm have one name. */
const counted = (
  resource: string,
  { names, namespace }: Alarming,
  { logGroup, pattern, periodSeconds = 60 }: LoggedLine,
  opts: pulumi.CustomResourceOptions,
): Watched => {
  const name = names(resource);
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
  return { namespace, metricName: name, periodSeconds };
};

/** An alarm that fires when one period reaches its threshold, at once and at the first if nothing else is said; silence is good news, but where there are too few. */
export const declareAlarm = (
  { name, meaning, runbook, of }: Alarm,
  alarming: Alarming,
  opts: pulumi.CustomResourceOptions = {},
): aws.cloudwatch.MetricAlarm => {
  const watched = "pattern" in of ? counted(name, alarming, of, opts) : of;
  const { statistic = "Sum", periodSeconds = 60, threshold = 1, tooFew = false, ...metric } = watched;
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      name: alarming.names(name),
      alarmDescription: `${meaning} What to do: docs/operations.md#${runbook}`,
      ...metric,
      statistic,
      period: periodSeconds,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: tooFew ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
      treatMissingData: tooFew ? "breaching" : "notBreaching",
      alarmActions: [alarming.topic.arn],
    },
    opts,
  );
};
