import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { logLineAlarm } from "./log-line-alarm";
import type { Names } from "./stack-names";

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
): aws.cloudwatch.MetricAlarm =>
  logLineAlarm(
    `${name}-critical-failures`,
    {
      alarmName: names(`${name}-critical-failures`),
      description: `A ${name} log line is critical: a message was sent and not recorded, or sent twice; docs/operations.md says what to do.`,
      logGroup,
      pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
      topic,
    },
    opts,
  );
