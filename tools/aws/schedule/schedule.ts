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

const unitSeconds = { second: 1, minute: 60 } as const;

const isUnit = (unit: string): unit is keyof typeof unitSeconds => Object.hasOwn(unitSeconds, unit);

/**
 * The period of a rate expression in seconds, of the kinds that the program writes: minutes, and seconds, which EventBridge does not
 * know, so that a demonstration need not wait a minute. Throws, naming the expression, at any other.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export const schedulePeriod = (expression: string): number => {
  const [, count = "", given = ""] = /^rate\(([1-9]\d{0,3}) (\w+)\)$/.exec(expression) ?? [];
  const unit = given.replace(/s$/, "");
  if (!isUnit(unit))
    throw new Error(`Schedule expression ${expression}: the local run knows rate(1 minute), rate(5 minutes) and such`);
  if ((count === "1") !== (given === unit))
    throw new Error(`Schedule expression ${expression}: AWS wants the singular with 1 and the plural with more`);
  return Number(count) * unitSeconds[unit];
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
