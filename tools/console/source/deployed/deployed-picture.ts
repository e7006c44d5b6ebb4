import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { channels } from "../../api/channels";
import type { AlarmView, Count, History, Picture } from "../../api/picture";
import type { Depths } from "../queue-depths";
import type { Metrics } from "./metrics";

export const STEP_SECONDS = 300;
export const SPAN_HOURS = 3;

const sum = (values: ReadonlyMap<number, number>): number =>
  [...values.values()].reduce((total, one) => total + one, 0);

const last = (values: ReadonlyMap<number, number>): number | undefined => {
  const at = Math.max(...values.keys());
  return values.get(at);
};

/** The rate is that of the last period that CloudWatch knows. */
const count = (values: ReadonlyMap<number, number>): Count => ({
  total: sum(values),
  perSecond: (last(values) ?? 0) / STEP_SECONDS,
});

const both = (one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): ReadonlyMap<number, number> =>
  new Map([...one.keys(), ...other.keys()].map((at) => [at, (one.get(at) ?? 0) + (other.get(at) ?? 0)]));

export const deployedPicture = (depths: Depths, metrics: Metrics, alarms: readonly AlarmView[], now: Date): Picture => {
  const age = (channel: (typeof channels)[number]): number | null => {
    const seconds = last(metrics[`age_${channel}`]);
    return depths[channel].waiting + depths[channel].inFlight === 0 || seconds === undefined ? null : seconds;
  };
  const queue = (channel: (typeof channels)[number]) => ({ ...depths[channel], oldestSeconds: age(channel) });
  return {
    at: now.toISOString(),
    counts: {
      requests: count(metrics.requests),
      accepted: count(metrics.accepted),
      refused: count(both(metrics.clientErrors, metrics.serverErrors)),
      drafted: null,
      sent: count(metrics.sent),
      setbacks: count(metrics.setbacks),
      failed: count(metrics.failed),
      carried: null,
      receipts: count(metrics.receipts),
      receiptsRefused: null,
    },
    queues: { whatsapp: queue("whatsapp"), sms: queue("sms"), email: queue("email") },
    alarms,
    span: `in the last ${SPAN_HOURS} hours, as CloudWatch tells it some minutes late`,
  };
};

export const deployedHistory = (metrics: Metrics, from: Date, to: Date): History => {
  const first = Math.ceil(from.getTime() / 1000 / STEP_SECONDS) * STEP_SECONDS;
  const steps = Math.max(0, Math.floor((to.getTime() / 1000 - first) / STEP_SECONDS));
  const at = Array.from({ length: steps }, (_, step) => first + step * STEP_SECONDS);
  const rate = (values: ReadonlyMap<number, number>) => at.map((second) => (values.get(second) ?? 0) / STEP_SECONDS);
  return {
    at,
    lines: {
      accepted: rate(metrics.accepted),
      sent: rate(metrics.sent),
      receipts: rate(metrics.receipts),
      setbacks: rate(metrics.setbacks),
      waiting: at.map((second) => metrics.waiting.get(second) ?? null),
    },
    stepSeconds: STEP_SECONDS,
  };
};

const alarmView = (alarm: MetricAlarm): AlarmView => ({
  name: alarm.AlarmName ?? "",
  state: alarm.StateValue ?? "INSUFFICIENT_DATA",
  reason: alarm.StateReason ?? "",
  description: alarm.AlarmDescription ?? "",
  since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
});

/** Every alarm of a stack, by the names that its program gives. */
export const readAlarms = async (client: CloudWatchClient, stack: string): Promise<readonly AlarmView[]> => {
  const found: AlarmView[] = [];
  let token: string | undefined;
  do {
    const { MetricAlarms = [], NextToken } = await client.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: "ai-multi-comms-",
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    found.push(...MetricAlarms.map(alarmView).filter(({ name }) => name.endsWith(`-${stack}`)));
    token = NextToken;
  } while (token !== undefined);
  return found;
};
