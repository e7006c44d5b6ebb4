/** A metric filter as `aws.cloudwatch.LogMetricFilter` declares it. */
export type MetricFilter = {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
  /** A number, or a field such as `$.size`. */
  readonly value: string;
  readonly defaultValue?: number;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** An alarm on one metric as `aws.cloudwatch.MetricAlarm` declares it; periods are seconds. */
export type Alarm = {
  readonly name: string;
  readonly arn: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparisonOperator: string;
  readonly treatMissingData: string;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
};

export type CloudWatchRules = {
  readonly putMetricFilter: (filter: MetricFilter) => void;
  readonly putAlarm: (alarm: Alarm) => void;
};
