import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../runtime/request/channel";

export type DeadLetterAlarmArgs = {
  readonly channel: Channel;
  readonly alarmName: string;
  readonly deadLetters: aws.sqs.Queue;
  readonly topic: aws.sns.Topic;
};

/** Alarms while a dead-letter queue holds a message. */
export const deadLetterAlarm = (
  { channel, alarmName, deadLetters, topic }: DeadLetterAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  new aws.cloudwatch.MetricAlarm(
    `${channel}-dead-letters`,
    {
      name: alarmName,
      alarmDescription: "A message ended in the dead-letter queue; docs/operations.md says what to do.",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters.name },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
    },
    opts,
  );
