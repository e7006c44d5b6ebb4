import type * as aws from "@pulumi/aws";
import type { Alarming } from "./alarming";
import { logLineAlarm } from "./log-line-alarm";

/** Alarms as soon as the sweeper gives up finding out whether a message was sent. */
export const uncertainSendsAlarm = (
  alarming: Alarming,
  logGroup: aws.cloudwatch.LogGroup,
): aws.cloudwatch.MetricAlarm =>
  logLineAlarm("uncertain-sends", {
    alarming,
    meaning: "It cannot be established whether a message was sent; an operator settles it.",
    runbook: "uncertain-sends",
    logGroup,
    pattern: '{ $.message.event = "delivery_unknown" }',
  });
