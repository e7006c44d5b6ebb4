import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Channel } from "../../runtime/request/channel";
import type { Alarming } from "./alarming";
import { metricAlarm } from "./metric-alarm";

export type MessageAgeAlarmArgs = {
  readonly channel: Channel;
  readonly alarming: Alarming;
  readonly queue: aws.sqs.Queue;
  /** Seconds within which all receives of a message should be over. */
  readonly retrySpanSeconds: number;
};

/** Alarms when a message waits for longer than its retries explain: the queue is not being worked off. */
export const messageAgeAlarm = (
  { channel, alarming, queue, retrySpanSeconds }: MessageAgeAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  metricAlarm(
    `${channel}-message-age`,
    {
      alarming,
      meaning: `A ${channel} message has waited for longer than its retries explain.`,
      runbook: "messages-that-wait",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queue.name },
      statistic: "Maximum",
      periodSeconds: 300,
      // Jitter lengthens the span by up to a half.
      threshold: Math.ceil(retrySpanSeconds * 2),
    },
    opts,
  );
