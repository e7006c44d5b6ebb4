import { type CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { QueueName } from "../../../ops/connect/queue-names";
import type { AlarmView, Count, History, Picture, QueueView } from "../../api/picture";
import type { Depths } from "../queue-depths";
import type { Metrics } from "./metrics";

export const STEP_SECONDS = 300;
export const SPAN_HOURS = 3;

type Values = Metrics["accepted"];

const sum = (values: Values): number => [...values.values()].reduce((total, one) => total + one, 0);

const last = (values: Values): number | undefined => values.get(Math.max(...values.keys()));

/** The rate is that of the last period that CloudWatch knows. */
const count = (values: Values): Count => ({
  total: sum(values),
  perSecond: (last(values) ?? 0) / STEP_SECONDS,
});

const both = (one: Values, other: Values): Values =>
  new Map([...one.keys(), ...other.keys()].map((at) => [at, (one.get(at) ?? 0) + (other.get(at) ?? 0)]));

export const deployedPicture = (depths: Depths, metrics: Metrics, alarms: readonly AlarmView[], now: Date): Picture => {
  const queue = (name: QueueName): QueueView => {
    const { waiting, inFlight } = depths[name];
    const age = waiting + inFlight === 0 ? undefined : last(metrics[`age_${name}`]);
    return { ...depths[name], oldestSeconds: age ?? null };
  };
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
    queues: {
      whatsapp: queue("whatsapp"),
      sms: queue("sms"),
      email: queue("email"),
      replies: queue("replies"),
      events: queue("events"),
    },
    alarms,
    span: `in the last ${SPAN_HOURS} hours, as CloudWatch tells it some minutes late`,
  };
};

export const deployedHistory = (metrics: Metrics, from: Date, to: Date): History => {
  const first = Math.ceil(from.getTime() / 1000 / STEP_SECONDS) * STEP_SECONDS;
  const steps = Math.max(0, Math.floor((to.getTime() / 1000 - first) / STEP_SECONDS));
  const at = Array.from({ length: steps }, (_, step) => first + step * STEP_SECONDS);
  const rate = (values: Values) => at.map((second) => (values.get(second) ?? 0) / STEP_SECONDS);
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
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmNamePrefix: "ai-multi-comms-" }))
    found.push(...MetricAlarms.map(alarmView).filter(({ name }) => name.endsWith(`-${stack}`)));
  return found;
};
