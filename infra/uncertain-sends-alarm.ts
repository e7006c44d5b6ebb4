import * as aws from "@pulumi/aws";
import { METRIC_NAMESPACE } from "./critical-failure-alarm";
import type { Names } from "./stack-names";

export type UncertainSendsAlarmArgs = {
  readonly names: Names;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly topic: aws.sns.Topic;
};

/** Alarms as soon as the sweeper gives up finding out whether a message was sent. */
export const uncertainSendsAlarm = ({
  names,
  logGroup,
  topic,
}: UncertainSendsAlarmArgs): aws.cloudwatch.MetricAlarm => {
  const name = names("uncertain-sends");
  new aws.cloudwatch.LogMetricFilter("uncertain-sends", {
    name,
    logGroupName: logGroup.name,
    pattern: '{ $.message.event = "delivery_unknown" }',
    metricTransformation: { namespace: METRIC_NAMESPACE, name, value: "1", defaultValue: "0" },
  });
  return new aws.cloudwatch.MetricAlarm("uncertain-sends", {
    name,
    alarmDescription:
      "It cannot be established whether a message was sent; an operator settles it, docs/operations.md says how.",
    namespace: METRIC_NAMESPACE,
    metricName: name,
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [topic.arn],
  });
};
