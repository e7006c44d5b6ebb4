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

type Comparison = { readonly breaches: (value: number, limit: number) => boolean; readonly words: string };

const comparisons: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: { breaches: (value, limit) => value > limit, words: "greater than" },
  GreaterThanOrEqualToThreshold: { breaches: (value, limit) => value >= limit, words: "greater than or equal to" },
  LessThanThreshold: { breaches: (value, limit) => value < limit, words: "less than" },
  LessThanOrEqualToThreshold: { breaches: (value, limit) => value <= limit, words: "less than or equal to" },
};

const missingDataTreatments = ["missing", "notBreaching", "breaching", "ignore"];

const neededPoints = ({ datapointsToAlarm, evaluationPeriods }: AlarmDeclaration): number =>
  datapointsToAlarm ?? evaluationPeriods;

/** Refuses, by the alarm's name, what the stand-in cannot evaluate. */
export const requireAlarm = (alarm: AlarmDeclaration): void => {
  const { comparisonOperator, treatMissingData, periodSeconds, evaluationPeriods } = alarm;
  const needed = neededPoints(alarm);
  const statistic = readStatistic(alarm.statistic);
  const other = [...alarm.alarmActions, ...alarm.okActions].find((action) => !action.startsWith("arn:aws:sns:"));
  const rules: readonly (readonly [isKept: boolean, words: string])[] = [
    [Object.hasOwn(comparisons, comparisonOperator), `comparison operator "${comparisonOperator}" is not supported`],
    [
      missingDataTreatments.includes(treatMissingData),
      `treatMissingData "${treatMissingData}" is none of ${missingDataTreatments.join(", ")}`,
    ],
    [isPeriod(periodSeconds), `period must be a multiple of ${SHORTEST_PERIOD_SECONDS} seconds, not ${periodSeconds}`],
    [
      evaluationPeriods >= 1 && needed >= 1 && needed <= evaluationPeriods,
      "datapointsToAlarm must be from 1 to evaluationPeriods",
    ],
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

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
const wasOrWere = (count: number): string => (count === 1 ? "was" : "were");

const crossed = (alarm: AlarmDeclaration, points: readonly Datapoint[], isAlarm: boolean): string => {
  const { evaluationPeriods, comparisonOperator, threshold } = alarm;
  const listed = points.map(writtenPoint).join(", ");
  const not = isAlarm ? "" : " not";
  const verb = `${wasOrWere(points.length)}${not} ${comparisons[comparisonOperator]?.words} the threshold (${written(threshold)})`;
  const change = isAlarm ? "OK -> ALARM" : "ALARM -> OK";
  const transition = `(minimum ${countOf(neededPoints(alarm), "datapoint")} for ${change} transition).`;
  return `Threshold Crossed: ${points.length} out of the last ${evaluationPeriods} datapoints [${listed}] ${verb} ${transition}`;
};

/** What no data at all means; undefined leaves the state as it is. */
const withoutData = (alarm: AlarmDeclaration): Evaluation | undefined => {
  const periods = alarm.evaluationPeriods;
  if (alarm.treatMissingData === "ignore") return undefined;
  if (alarm.treatMissingData === "missing") {
    const reason = `Insufficient Data: ${countOf(periods, "datapoint")} ${wasOrWere(periods)} unknown.`;
    return { value: "INSUFFICIENT_DATA", reason };
  }
  const isAlarm = alarm.treatMissingData === "breaching";
  const missing = `${countOf(periods, "missing datapoint")} ${wasOrWere(periods)} treated as`;
  const reason = `Threshold Crossed: no datapoints were received for ${countOf(periods, "period")} and ${missing} [${isAlarm ? "Breaching" : "NonBreaching"}].`;
  return { value: isAlarm ? "ALARM" : "OK", reason };
};

/** The state after `evaluationPeriods` periods that end at `to` (epoch milliseconds); undefined leaves it as it is. */
const evaluateWindow = (alarm: AlarmDeclaration, store: MetricStore, to: number): Evaluation | undefined => {
  const from = to - alarm.evaluationPeriods * alarm.periodSeconds * 1000;
  const points = datapoints(store, { ...alarm, name: alarm.metricName, from, to });
  if (points.length === 0) return withoutData(alarm);
  const isBreach = ({ value }: Datapoint): boolean =>
    comparisons[alarm.comparisonOperator]?.breaches(value, alarm.threshold) ?? false;
  const missing = alarm.treatMissingData === "breaching" ? alarm.evaluationPeriods - points.length : 0;
  const isAlarm = points.filter(isBreach).length + missing >= neededPoints(alarm);
  const telling = points.filter((point) => isBreach(point) === isAlarm);
  return {
    value: isAlarm ? "ALARM" : "OK",
    reason: crossed(alarm, telling.length > 0 ? telling : points, isAlarm),
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
  const isWhole = started - alarm.evaluationPeriods * period >= configuredAt;
  const finished =
    isWhole || alarm.treatMissingData !== "breaching" ? evaluateWindow(alarm, store, started) : undefined;
  if (finished?.value === "ALARM" || !alarm.comparisonOperator.startsWith("Greater")) return finished;
  const hasData = store.valuesBetween({ ...alarm, name: alarm.metricName }, started, started + period).size > 0;
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
        const found = evaluateAlarm(before, store, now());
        if (found === undefined || found.value === before.value) return [];
        const state: AlarmState = { ...before, ...found, since: now() };
        states.set(before.alarm.name, state);
        return [{ before: before.value, state }];
      }),
  };
};
