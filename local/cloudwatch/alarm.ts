import type { Dimensions } from "./metric";
import { SHORTEST_PERIOD_SECONDS } from "./metric-store";
import { readStatistic } from "./statistic";

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
