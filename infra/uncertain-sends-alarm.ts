import type * as aws from "@pulumi/aws";
import { logLineAlarm } from "./log-line-alarm";
import type { Names } from "./stack-names";

export type UncertainSendsAlarmArgs = {
  readonly names: Names;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly topic: aws.sns.Topic;
};

/** Alarms as soon as the sweeper gives up finding out whether a message was sent. */
export const uncertainSendsAlarm = ({ names, logGroup, topic }: UncertainSendsAlarmArgs): aws.cloudwatch.MetricAlarm =>
  logLineAlarm(
    "uncertain-sends",
    {
      alarmName: names("uncertain-sends"),
      description:
        "It cannot be established whether a message was sent; an operator settles it, docs/operations.md says how.",
      logGroup,
      pattern: '{ $.message.event = "delivery_unknown" }',
      topic,
    },
    {},
  );
