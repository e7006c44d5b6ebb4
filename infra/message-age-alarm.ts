import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../runtime/request/channel";

export type MessageAgeAlarmArgs = {
  readonly channel: Channel;
  readonly alarmName: string;
  readonly queue: aws.sqs.Queue;
  /** Seconds within which all receives of a message should be over. */
  readonly retrySpanSeconds: number;
  readonly topic: aws.sns.Topic;
};

/** Alarms when a message waits for longer than its retries explain: the queue is not being worked off. */
export const messageAgeAlarm = (
  { channel, alarmName, queue, retrySpanSeconds, topic }: MessageAgeAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  new aws.cloudwatch.MetricAlarm(
    `${channel}-message-age`,
    {
      name: alarmName,
      alarmDescription: "A message has waited for longer than its retries explain; docs/operations.md says what to do.",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      // Jitter lengthens the span by up to a half.
      threshold: Math.ceil(retrySpanSeconds * 2),
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [topic.arn],
    },
    opts,
  );
