const rate = (count: number, unit: string): string => `rate(${count} ${unit}${count === 1 ? "" : "s"})`;

/** EventBridge's schedule for a period: whole minutes on AWS; the local run takes seconds too. */
export const sweepExpression = (seconds: number): string =>
  seconds % 60 === 0 ? rate(seconds / 60, "minute") : rate(seconds, "second");
