import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../../runtime/request/channel";
import type { Alarming } from "./alarming";
import { metricAlarm } from "./metric-alarm";

export type DeadLetterAlarmArgs = {
  readonly channel: Channel;
  readonly alarming: Alarming;
  readonly deadLetters: aws.sqs.Queue;
};

/** Alarms while a dead-letter queue holds a message. */
export const deadLetterAlarm = (
  { channel, alarming, deadLetters }: DeadLetterAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  metricAlarm(
    `${channel}-dead-letters`,
    {
      alarming,
      meaning: `A ${channel} message has used up its receives and is among the dead letters.`,
      runbook: "dead-letters",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters.name },
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 1,
    },
    opts,
  );
