import * as E from "fp-ts/Either";
import type { Invoke, InvokeOutcome } from "../lambda/invocation";

/** What a schedule did at the end of a period; `Skipped` when the last run was still under way. */
export type ScheduleEvent =
  | { readonly _tag: "Ran"; readonly name: string }
  | { readonly _tag: "Skipped"; readonly name: string }
  | { readonly _tag: "Failed"; readonly name: string; readonly reason: string };

/** Calls `onPeriod` after every `periodMs` milliseconds until the returned function is called. */
type IntervalTimer = (periodMs: number, onPeriod: () => void) => () => void;

const nodeIntervalTimer: IntervalTimer = (periodMs, onPeriod) => {
  const timer = setInterval(onPeriod, periodMs);
  return () => clearInterval(timer);
};

/** Node keeps timer periods in 32 bits of milliseconds: about 24.8 days. */
const MOST_SECONDS = 2 ** 31 / 1000;

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
  if (count * unitSeconds[unit] >= MOST_SECONDS)
    throw new Error(`Schedule expression ${expression}: no period above 24 days runs on this machine`);
  return count * unitSeconds[unit];
};

export type Schedule = {
  readonly name: string;
  readonly expression: string;
  readonly functionName: string;
  readonly input: unknown;
};

type ScheduleDeps = {
  readonly invoke: Invoke;
  readonly timer?: IntervalTimer;
  readonly onEvent?: (event: ScheduleEvent) => void;
};

export type RunningSchedule = {
  /** Ends the schedule; resolves when its running invocation, if any, is over. */
  readonly stop: () => Promise<void>;
};

const warn = (event: ScheduleEvent): void => {
  if (event._tag === "Failed") process.emitWarning(`Schedule ${event.name}: ${event.reason}`);
};

const failureOf = (outcome: InvokeOutcome): string | undefined => {
  switch (outcome._tag) {
    case "Answered":
      return undefined;
    case "FunctionError":
      return "the function failed";
    case "Throttled":
      return "the function is throttled";
    case "UnknownFunction":
      return "there is no such function";
  }
};

/** Runs a function after every period; a run that would overlap the last one is left out. Throws when the expression is refused. */
export const startSchedule = (schedule: Schedule, deps: ScheduleDeps): RunningSchedule => {
  const { name, functionName } = schedule;
  const onEvent = deps.onEvent ?? warn;
  const timer = deps.timer ?? nodeIntervalTimer;
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    try {
      const reason = failureOf(await deps.invoke(functionName, schedule.input));
      onEvent(reason === undefined ? { _tag: "Ran", name } : { _tag: "Failed", name, reason });
    } catch (fault) {
      onEvent({ _tag: "Failed", name, reason: E.toError(fault).message });
    }
  };

  const cancel = timer(schedulePeriod(schedule.expression) * 1000, () => {
    if (running !== undefined) return onEvent({ _tag: "Skipped", name });
    running = run().finally(() => {
      running = undefined;
    });
  });
  return {
    stop: async () => {
      cancel();
      await running;
    },
  };
};
