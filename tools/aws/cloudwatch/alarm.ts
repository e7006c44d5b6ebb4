import {
  type Datapoint,
  type Dimensions,
  datapoints,
  type MetricStore,
  readStatistic,
  SHORTEST_PERIOD_SECONDS,
} from "./metric-store";

export type AlarmDeclaration = {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly threshold: number;
  readonly comparisonOperator: string;
  readonly treatMissingData: string;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly actionsEnabled: boolean;
};

export type StateValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export type AlarmState = {
  readonly alarm: AlarmDeclaration;
  readonly value: StateValue;
  readonly reason: string;
  /** Epoch milliseconds of the last change. */
  readonly since: number;
  readonly configuredAt: number;
};

export type AlarmChange = { readonly before: StateValue; readonly state: AlarmState };

export const comparisons: Readonly<
  Record<string, { readonly breaches: (value: number, limit: number) => boolean; readonly words: string }>
> = {
  GreaterThanThreshold: { breaches: (value, limit) => value > limit, words: "greater than" },
  GreaterThanOrEqualToThreshold: { breaches: (value, limit) => value >= limit, words: "greater than or equal to" },
  LessThanThreshold: { breaches: (value, limit) => value < limit, words: "less than" },
  LessThanOrEqualToThreshold: { breaches: (value, limit) => value <= limit, words: "less than or equal to" },
};

export const missingDataTreatments = ["missing", "notBreaching", "breaching", "ignore"];

/** Refuses, by the alarm's name, what the stand-in cannot evaluate. */
export const requireAlarm = (alarm: AlarmDeclaration): void => {
  const refuse = (text: string): never => {
    throw new Error(`alarm "${alarm.name}": ${text}`);
  };
  if (!Object.hasOwn(comparisons, alarm.comparisonOperator))
    refuse(`comparison operator "${alarm.comparisonOperator}" is not supported`);
  if (!missingDataTreatments.includes(alarm.treatMissingData))
    refuse(`treatMissingData "${alarm.treatMissingData}" is none of ${missingDataTreatments.join(", ")}`);
  if (alarm.periodSeconds <= 0 || alarm.periodSeconds % SHORTEST_PERIOD_SECONDS !== 0)
    refuse(`period must be a multiple of ${SHORTEST_PERIOD_SECONDS} seconds, not ${alarm.periodSeconds}`);
  const needed = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  if (alarm.evaluationPeriods < 1 || needed < 1 || needed > alarm.evaluationPeriods)
    refuse("datapointsToAlarm must be from 1 to evaluationPeriods");
  const other = [...alarm.alarmActions, ...alarm.okActions].find((action) => !action.startsWith("arn:aws:sns:"));
  if (other !== undefined) refuse(`action ${other} is not supported, only SNS topics are`);
  try {
    readStatistic(alarm.statistic);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
};

export type Evaluation = { readonly value: StateValue; readonly reason: string };

const twoDigits = (value: number): string => String(value).padStart(2, "0");

// AWS's own form in a reason: 5.0 (20/11/26 10:39:00)
const written = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));
const writtenPoint = ({ at, value }: Datapoint): string => {
  const date = new Date(at);
  const day = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear() % 100].map(twoDigits).join("/");
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(":");
  return `${written(value)} (${day} ${time})`;
};

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const crossed = (alarm: AlarmDeclaration, points: readonly Datapoint[], isAlarm: boolean, needed: number): string => {
  const words = comparisons[alarm.comparisonOperator]?.words ?? alarm.comparisonOperator;
  const one = points.length === 1;
  const listed = points.map(writtenPoint).join(", ");
  const verb = `${one ? "was" : "were"}${isAlarm ? "" : " not"} ${words} the threshold (${written(alarm.threshold)})`;
  const transition = `(minimum ${countOf(needed, "datapoint")} for ${isAlarm ? "OK -> ALARM" : "ALARM -> OK"} transition).`;
  const last = `${points.length} out of the last ${alarm.evaluationPeriods} datapoints`;
  return `Threshold Crossed: ${last} [${listed}] ${verb} ${transition}`;
};

const noData = (alarm: AlarmDeclaration, treatedAs: string): string =>
  `Threshold Crossed: no datapoints were received for ${countOf(alarm.evaluationPeriods, "period")} and ` +
  `${countOf(alarm.evaluationPeriods, "missing datapoint")} ${alarm.evaluationPeriods === 1 ? "was" : "were"} treated as [${treatedAs}].`;

/** The verdict on `evaluationPeriods` periods that end at `to` (epoch milliseconds); undefined leaves the state as it is. */
const evaluateWindow = (alarm: AlarmDeclaration, store: MetricStore, to: number): Evaluation | undefined => {
  const from = to - alarm.evaluationPeriods * alarm.periodSeconds * 1000;
  const { namespace, metricName: name, dimensions, statistic, periodSeconds } = alarm;
  const points = datapoints(store, { namespace, name, dimensions, statistic, periodSeconds, from, to });
  const breaches = comparisons[alarm.comparisonOperator]?.breaches ?? (() => false);
  const breaching = points.filter(({ value }) => breaches(value, alarm.threshold));
  const missing = alarm.evaluationPeriods - points.length;
  const needed = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  const missingBreaches = alarm.treatMissingData === "breaching" ? missing : 0;
  if (points.length === 0) {
    if (alarm.treatMissingData === "ignore") return undefined;
    if (alarm.treatMissingData === "missing") {
      const unknown = alarm.evaluationPeriods;
      const reason = `Insufficient Data: ${countOf(unknown, "datapoint")} ${unknown === 1 ? "was" : "were"} unknown.`;
      return { value: "INSUFFICIENT_DATA", reason };
    }
    const isAlarm = missingBreaches >= needed;
    return { value: isAlarm ? "ALARM" : "OK", reason: noData(alarm, isAlarm ? "Breaching" : "NonBreaching") };
  }
  if (breaching.length + missingBreaches >= needed)
    return { value: "ALARM", reason: crossed(alarm, breaching.length > 0 ? breaching : points, true, needed) };
  const others = points.filter((point) => !breaching.includes(point));
  return { value: "OK", reason: crossed(alarm, others.length > 0 ? others : points, false, needed) };
};

/**
 * What an alarm's state should be. AWS waits for a period to end; here the unfinished one counts as soon as it has a
 * breach, so that one critical log line shows within seconds. Only for "greater" comparisons: a sum that is still
 * growing can prove that it is too high, but not that it is too low.
 */
export const evaluateAlarm = (alarm: AlarmDeclaration, store: MetricStore, now: number): Evaluation | undefined => {
  const period = alarm.periodSeconds * 1000;
  const started = Math.floor(now / period) * period;
  const finished = evaluateWindow(alarm, store, started);
  if (finished?.value === "ALARM" || !alarm.comparisonOperator.startsWith("Greater")) return finished;
  const metric = { namespace: alarm.namespace, name: alarm.metricName, dimensions: alarm.dimensions };
  const hasData = store.valuesBetween(metric, started, started + period).size > 0;
  return (hasData ? evaluateWindow(alarm, store, started + period) : undefined) ?? finished;
};

/** The declared alarms with their states; `evaluate` answers what changed. */
export const makeAlarms = (store: MetricStore, now: () => number) => {
  const states = new Map<string, AlarmState>();
  return {
    put: (alarm: AlarmDeclaration): void => {
      requireAlarm(alarm);
      const before = states.get(alarm.name);
      const fresh = { value: "INSUFFICIENT_DATA", reason: "Unchecked: Initial alarm creation", since: now() } as const;
      states.set(alarm.name, { ...(before ?? fresh), alarm, configuredAt: now() });
    },
    remove: (name: string): void => void states.delete(name),
    list: (): readonly AlarmState[] => [...states.values()],
    evaluate: (): readonly AlarmChange[] =>
      [...states.values()].flatMap((before) => {
        const verdict = evaluateAlarm(before.alarm, store, now());
        if (verdict === undefined || verdict.value === before.value) return [];
        const state: AlarmState = { ...before, ...verdict, since: now() };
        states.set(before.alarm.name, state);
        return [{ before: before.value, state }];
      }),
  };
};
