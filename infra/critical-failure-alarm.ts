import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../runtime/request/channel";

const NAMESPACE = "AiMultiComms";

export type CriticalFailureAlarmArgs = {
  readonly channel: Channel;
  readonly alarmName: string;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly topic: aws.sns.Topic;
};

/** Alarms as soon as one sent message could not be recorded: the line that the processor logs with `critical`. */
export const criticalFailureAlarm = (
  { channel, alarmName, logGroup, topic }: CriticalFailureAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm => {
  new aws.cloudwatch.LogMetricFilter(
    `${channel}-critical-failures`,
    {
      name: alarmName,
      logGroupName: logGroup.name,
      pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
      metricTransformation: { namespace: NAMESPACE, name: alarmName, value: "1", defaultValue: "0" },
    },
    opts,
  );
  return new aws.cloudwatch.MetricAlarm(
    `${channel}-critical-failures`,
    {
      name: alarmName,
      alarmDescription: `A ${channel} message was sent and its record could not be updated; docs/operations.md says what to do.`,
      namespace: NAMESPACE,
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
