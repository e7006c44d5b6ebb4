import type { AlarmChange, AlarmDeclaration } from "../../../../tools/aws/cloudwatch/alarm";
import { startCloudWatch } from "../../../../tools/aws/cloudwatch/cloud-watch";

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
  threshold: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
  alarmActions: [TOPIC],
  actionsEnabled: true,
  ...changes,
});

export type RunningCloudWatch = ReturnType<typeof aCloudWatch>;

/** A stand-in on a manual clock; the evaluation timer is off. */
export const aCloudWatch = (publish: () => Promise<void> = async () => {}) => {
  const clock = { now: START };
  const published: { readonly topicArn: string; readonly subject: string; readonly message: unknown }[] = [];
  const changes: AlarmChange[] = [];
  const errors: Error[] = [];
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
    watch,
    clock,
    published,
    changes,
    errors,
    /** The alarm's state after an evaluation at the clock's time. */
    stateNow: (): string | undefined => {
      watch.evaluate();
      return watch.alarms()[0]?.value;
    },
    /** Puts a value of the alarm's metric at the clock's time. */
    measure: (value: number): void => watch.putMetric({ ...metric, value, at: clock.now }),
  };
};
