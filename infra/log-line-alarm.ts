import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const NAMESPACE = "AiMultiComms";

export type LogLineAlarmArgs = {
  /** The name of filter, metric and alarm. */
  readonly alarmName: string;
  readonly description: string;
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** A filter pattern of CloudWatch Logs; a logged object stands under `$.message`. */
  readonly pattern: string;
  readonly topic: aws.sns.Topic;
};

/** Alarms as soon as a function logs one line that matches. */
export const logLineAlarm = (
  resource: string,
  { alarmName, description, logGroup, pattern, topic }: LogLineAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm => {
  new aws.cloudwatch.LogMetricFilter(
    resource,
    {
      name: alarmName,
      logGroupName: logGroup.name,
      pattern,
      metricTransformation: { namespace: NAMESPACE, name: alarmName, value: "1", defaultValue: "0" },
    },
    opts,
  );
  return new aws.cloudwatch.MetricAlarm(
    resource,
    {
      name: alarmName,
      alarmDescription: description,
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
