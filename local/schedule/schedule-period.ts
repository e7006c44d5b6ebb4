const unitSeconds = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;

const isUnit = (unit: string): unit is keyof typeof unitSeconds => Object.hasOwn(unitSeconds, unit);

/**
 * The period of a rate expression in seconds. Throws, naming the expression, when EventBridge would refuse it or when it is a
 * cron expression; only seconds, which EventBridge does not know, are taken here, so that a demonstration need not wait a minute.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export const schedulePeriod = (expression: string): number => {
  if (expression.startsWith("cron(") || expression.startsWith("at("))
    throw new Error(`Schedule expression ${expression}: only rate(...) runs on this machine`);
  const parts = /^rate\(([1-9]\d*) (\w+)\)$/.exec(expression);
  const count = Number(parts?.[1]);
  const given = parts?.[2] ?? "";
  const unit = given.replace(/s$/, "");
  if (parts === null || !isUnit(unit) || !Number.isSafeInteger(count))
    throw new Error(
      `Schedule expression ${expression}: write it like rate(1 minute), rate(5 minutes), rate(2 hours) or rate(1 day)`,
    );
  if ((count === 1) !== (given === unit))
    throw new Error(`Schedule expression ${expression}: AWS wants the singular with 1 and the plural with more`);
  return count * unitSeconds[unit];
};
