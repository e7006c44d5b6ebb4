import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../runtime/request/channel";
import type { Names } from "./stack-names";

const NAMESPACE = "AiMultiComms";

export type CriticalFailureAlarmArgs = {
  readonly channel: Channel;
  readonly names: Names;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly topic: aws.sns.Topic;
};

/** Alarms as soon as one sent message could not be recorded: the line that the processor logs with `critical`. */
export class CriticalFailureAlarm extends pulumi.ComponentResource {
  constructor(
    name: string,
    { channel, names, logGroup, topic }: CriticalFailureAlarmArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ai-multi-comms:infra:CriticalFailureAlarm", name, {}, opts);
    const parent = { parent: this };
    const metric = { namespace: NAMESPACE, name: names(`${channel}-critical-failures`) };

    new aws.cloudwatch.LogMetricFilter(
      name,
      {
        name: names(`${channel}-critical-failures`),
        logGroupName: logGroup.name,
        pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
        metricTransformation: { ...metric, value: "1", defaultValue: "0" },
      },
      parent,
    );

    new aws.cloudwatch.MetricAlarm(
      name,
      {
        name: names(`${channel}-critical-failures`),
        alarmDescription: `A ${channel} message was sent and its record could not be updated; docs/operations.md says what to do.`,
        namespace: metric.namespace,
        metricName: metric.name,
        statistic: "Sum",
        period: 60,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
      },
      parent,
    );

    this.registerOutputs({});
  }
}
