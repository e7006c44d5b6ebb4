/** EventBridge's schedule for a period: whole minutes on AWS; the local run takes seconds too. */
export const sweepExpression = (seconds: number): string => {
  if (seconds % 60 !== 0) return `rate(${seconds} seconds)`;
  const minutes = seconds / 60;
  return `rate(${minutes} ${minutes === 1 ? "minute" : "minutes"})`;
};
