import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Alarming } from "./alarming";
import { metricAlarm } from "./metric-alarm";

export type LogLineAlarmArgs = {
  readonly alarming: Alarming;
  readonly meaning: string;
  readonly runbook: string;
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** A filter pattern of CloudWatch Logs; a logged object stands under `$.message`. */
  readonly pattern: string;
};

/** Alarms as soon as a function logs one line that matches. Filter, metric and alarm have one name. */
export const logLineAlarm = (
  resource: string,
  { alarming, meaning, runbook, logGroup, pattern }: LogLineAlarmArgs,
  opts: pulumi.CustomResourceOptions = {},
): aws.cloudwatch.MetricAlarm => {
  const name = alarming.names(resource);
  const { namespace } = alarming;
  new aws.cloudwatch.LogMetricFilter(
    resource,
    {
      name,
      logGroupName: logGroup.name,
      pattern,
      metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
    },
    opts,
  );
  return metricAlarm(
    resource,
    { alarming, meaning, runbook, namespace, metricName: name, statistic: "Sum", periodSeconds: 60, threshold: 1 },
    opts,
  );
};
