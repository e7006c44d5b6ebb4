import * as E from "fp-ts/Either";
import {
  type Datapoint,
  type Dimensions,
  datapoints,
  isPeriod,
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
  readonly threshold: number;
  readonly comparisonOperator: string;
  readonly treatMissingData: string;
  readonly alarmActions: readonly string[];
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

type Comparison = { readonly breaches: (value: number, limit: number) => boolean; readonly words: string };

const comparisons: Readonly<Record<string, Comparison>> = {
  GreaterThanOrEqualToThreshold: { breaches: (value, limit) => value >= limit, words: "greater than or equal to" },
  LessThanThreshold: { breaches: (value, limit) => value < limit, words: "less than" },
};

const missingDataTreatments = ["notBreaching", "breaching"];

/** Refuses, by the alarm's name, what the stand-in cannot evaluate: it knows what our alarms use. */
export const requireAlarm = (alarm: AlarmDeclaration): void => {
  const { comparisonOperator, treatMissingData, periodSeconds, evaluationPeriods } = alarm;
  const statistic = readStatistic(alarm.statistic);
  const other = alarm.alarmActions.find((action) => !action.startsWith("arn:aws:sns:"));
  const rules: readonly (readonly [isKept: boolean, words: string])[] = [
    [Object.hasOwn(comparisons, comparisonOperator), `comparison operator "${comparisonOperator}" is not supported`],
    [
      missingDataTreatments.includes(treatMissingData),
      `treatMissingData "${treatMissingData}" is none of ${missingDataTreatments.join(", ")}`,
    ],
    [isPeriod(periodSeconds), `period must be a multiple of ${SHORTEST_PERIOD_SECONDS} seconds, not ${periodSeconds}`],
    [evaluationPeriods === 1, `evaluationPeriods ${evaluationPeriods} is not supported, only 1 is`],
    [other === undefined, `action ${other} is not supported, only SNS topics are`],
    [E.isRight(statistic), E.isLeft(statistic) ? statistic.left : ""],
  ];
  const broken = rules.find(([isKept]) => !isKept);
  if (broken !== undefined) throw new Error(`alarm "${alarm.name}": ${broken[1]}`);
};

type Evaluation = { readonly value: StateValue; readonly reason: string };

// AWS's own form in a reason: 5.0 (20/11/26 10:39:00)
const written = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));
const writtenPoint = ({ at, value }: Datapoint): string => {
  const [, year, month, day, time] = /^\d\d(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(at).toISOString()) ?? [];
  return `${written(value)} (${day}/${month}/${year} ${time})`;
};

const withoutData = ({ treatMissingData }: AlarmDeclaration): Evaluation => {
  const isAlarm = treatMissingData === "breaching";
  const reason = `Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [${isAlarm ? "Breaching" : "NonBreaching"}].`;
  return { value: isAlarm ? "ALARM" : "OK", reason };
};

/** The state after the period that ends at `to` (epoch milliseconds). */
const evaluatePeriod = (alarm: AlarmDeclaration, store: MetricStore, to: number): Evaluation => {
  const from = to - alarm.periodSeconds * 1000;
  const [point] = datapoints(store, { ...alarm, name: alarm.metricName, from, to });
  const comparison = comparisons[alarm.comparisonOperator];
  if (point === undefined || comparison === undefined) return withoutData(alarm);
  const isAlarm = comparison.breaches(point.value, alarm.threshold);
  const [not, change] = isAlarm ? ["", "OK -> ALARM"] : [" not", "ALARM -> OK"];
  return {
    value: isAlarm ? "ALARM" : "OK",
    reason:
      `Threshold Crossed: 1 out of the last 1 datapoints [${writtenPoint(point)}] was${not} ${comparison.words} ` +
      `the threshold (${written(alarm.threshold)}) (minimum 1 datapoint for ${change} transition).`,
  };
};

/**
 * What an alarm's state should be. AWS waits for a period to end; here the unfinished one counts as soon as it has a
 * breach, so that one critical log line shows within seconds. Only for "greater" comparisons: a sum that is still
 * growing can prove that it is too high, but not that it is too low.
 */
const evaluateAlarm = (
  { alarm, configuredAt }: AlarmState,
  store: MetricStore,
  now: number,
): Evaluation | undefined => {
  const period = alarm.periodSeconds * 1000;
  const started = Math.floor(now / period) * period;
  // What nobody counted before the alarm was there is not missing; AWS may say so for its first minutes.
  const isWhole = started - period >= configuredAt;
  const finished =
    isWhole || alarm.treatMissingData !== "breaching" ? evaluatePeriod(alarm, store, started) : undefined;
  if (finished?.value === "ALARM" || !alarm.comparisonOperator.startsWith("Greater")) return finished;
  const hasData = store.valuesBetween({ ...alarm, name: alarm.metricName }, started, started + period).size > 0;
  return hasData ? evaluatePeriod(alarm, store, started + period) : finished;
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
        const found = evaluateAlarm(before, store, now());
        if (found === undefined || found.value === before.value) return [];
        const state: AlarmState = { ...before, ...found, since: now() };
        states.set(before.alarm.name, state);
        return [{ before: before.value, state }];
      }),
  };
};
