import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Names } from "./stack-names";

export const METRIC_NAMESPACE = "AiMultiComms";

export type CriticalFailureAlarmArgs = {
  /** Whose failures: a channel, or a function. */
  readonly name: string;
  readonly names: Names;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly topic: aws.sns.Topic;
};

/** Alarms as soon as a line is logged with `critical`: a sent message that could not be recorded, or one that went out twice. */
export const criticalFailureAlarm = (
  { name, names, logGroup, topic }: CriticalFailureAlarmArgs,
  opts: pulumi.CustomResourceOptions = {},
): aws.cloudwatch.MetricAlarm => {
  const resource = `${name}-critical-failures`;
  const alarmName = names(resource);
  new aws.cloudwatch.LogMetricFilter(
    resource,
    {
      name: alarmName,
      logGroupName: logGroup.name,
      pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
      metricTransformation: { namespace: METRIC_NAMESPACE, name: alarmName, value: "1", defaultValue: "0" },
    },
    opts,
  );
  return new aws.cloudwatch.MetricAlarm(
    resource,
    {
      name: alarmName,
      alarmDescription: `A ${name} log line is critical: a message was sent and not recorded, or sent twice; docs/operations.md says what to do.`,
      namespace: METRIC_NAMESPACE,
      metricName: alarmName,
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
    },
    opts,
  );
};
