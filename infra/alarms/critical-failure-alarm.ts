import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Alarming } from "./alarming";
import { logLineAlarm } from "./log-line-alarm";

export type CriticalFailureAlarmArgs = {
  /** Whose failures: a channel, or a function. */
  readonly name: string;
  readonly alarming: Alarming;
  readonly logGroup: aws.cloudwatch.LogGroup;
};

/** Alarms as soon as a line is logged with `critical`: a sent message that could not be recorded, or one that went out twice. */
export const criticalFailureAlarm = (
  { name, alarming, logGroup }: CriticalFailureAlarmArgs,
  opts?: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm =>
  logLineAlarm(
    `${name}-critical-failures`,
    {
      alarming,
      meaning: `A log line of ${name} is critical: a message was sent and not recorded, or sent twice, or is given up.`,
      runbook: "critical-failures",
      logGroup,
      pattern: '{ ($.level = "ERROR") && ($.message.critical IS TRUE) }',
    },
    opts,
  );
