import type { AlarmChange, AlarmDeclaration } from "../../../../tools/aws/cloudwatch/alarm";
import { type CloudWatch, startCloudWatch } from "../../../../tools/aws/cloudwatch/cloud-watch";

export const TOPIC = "arn:aws:sns:eu-north-1:000000000000:ai-multi-comms-alarms-local";
export const START = Date.parse("2026-11-20T10:39:00.000Z");

/** One critical line in a minute is enough. */
export const criticalAlarm = (changes: Partial<AlarmDeclaration> = {}): AlarmDeclaration => ({
  name: "critical",
  arn: "arn:aws:cloudwatch:eu-north-1:000000000000:alarm:critical",
  description: "a final record update failed",
  namespace: "AiMultiComms",
  metricName: "CriticalFailures",
  dimensions: {},
  statistic: "Sum",
  periodSeconds: 60,
  evaluationPeriods: 1,
  threshold: 0,
  comparisonOperator: "GreaterThanThreshold",
  treatMissingData: "notBreaching",
  alarmActions: [TOPIC],
  okActions: [],
  actionsEnabled: true,
  ...changes,
});

export type RunningCloudWatch = {
  readonly watch: CloudWatch;
  readonly clock: { now: number };
  readonly published: { readonly topicArn: string; readonly subject: string; readonly message: unknown }[];
  readonly changes: AlarmChange[];
  readonly errors: Error[];
  /** The alarm's state after an evaluation at the clock's time. */
  readonly stateNow: () => string | undefined;
  /** Puts a value of the alarm's metric at the clock's time. */
  readonly measure: (value: number) => void;
};

/** A stand-in on a manual clock; the evaluation timer is off. */
export const aCloudWatch = (publish: () => Promise<void> = async () => {}): RunningCloudWatch => {
  const clock = { now: START };
  const [published, changes, errors]: [RunningCloudWatch["published"], AlarmChange[], Error[]] = [[], [], []];
  const watch = startCloudWatch({
    now: () => clock.now,
    publish: (topicArn, subject, message) => {
      published.push({ topicArn, subject, message: JSON.parse(message) });
      return publish();
    },
    onAlarm: (change) => void changes.push(change),
    onError: (error) => void errors.push(error),
    evaluateEveryMs: 0,
  });
  const metric = { namespace: "AiMultiComms", name: "CriticalFailures", dimensions: {} };
  return {
    ...{ watch, clock, published, changes, errors },
    stateNow: () => {
      watch.evaluate();
      return watch.alarms()[0]?.value;
    },
    measure: (value) => watch.putMetric({ ...metric, value, at: clock.now }),
  };
};
