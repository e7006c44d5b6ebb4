import type { AlarmChange } from "./alarm";

// AWS writes the region's name there, not its code; codes without an entry stay as they are.
const regionNames: Readonly<Record<string, string>> = {
  "eu-north-1": "EU (Stockholm)",
  "eu-west-1": "EU (Ireland)",
  "eu-west-2": "EU (London)",
  "eu-central-1": "EU (Frankfurt)",
  "us-east-1": "US East (N. Virginia)",
  "us-west-2": "US West (Oregon)",
};

const time = (millis: number): string => new Date(millis).toISOString().replace("Z", "+0000");

const SUBJECT_LIMIT = 100; // characters, of SNS

/**
 * Subject and message of an alarm's notification, as CloudWatch publishes them to SNS.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export const alarmMessage = ({
  before,
  state,
}: AlarmChange): { readonly subject: string; readonly message: string } => {
  const { alarm } = state;
  const [, , , regionCode = "", account = ""] = alarm.arn.split(":");
  const region = regionNames[regionCode] ?? regionCode;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: time(state.configuredAt),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: time(state.since),
    Region: region,
    AlarmArn: alarm.arn,
    OldStateValue: before,
    OKActions: [],
    AlarmActions: alarm.alarmActions,
    InsufficientDataActions: [],
    Trigger: {
      MetricName: alarm.metricName,
      Namespace: alarm.namespace,
      StatisticType: "Statistic",
      Statistic: alarm.statistic.toUpperCase(),
      Unit: null,
      Dimensions: Object.entries(alarm.dimensions).map(([name, value]) => ({ value, name })),
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.evaluationPeriods,
      ComparisonOperator: alarm.comparisonOperator,
      Threshold: alarm.threshold,
      TreatMissingData: alarm.treatMissingData,
      EvaluateLowSampleCountPercentile: "",
    },
  };
  const subject = `${state.value}: "${alarm.name}" in ${region}`;
  return {
    subject: subject.length > SUBJECT_LIMIT ? `${subject.slice(0, SUBJECT_LIMIT - 3)}...` : subject,
    message: JSON.stringify(message),
  };
};
