import type { InvokeOutcome } from "../lambda/invoke-outcome";
import { type IntervalTimer, nodeIntervalTimer } from "./interval-timer";
import type { ScheduleEvent } from "./schedule-event";
import { schedulePeriod } from "./schedule-period";

export type Schedule = {
  readonly name: string;
  readonly expression: string;
  readonly functionName: string;
  readonly input: unknown;
};

export type ScheduleDeps = {
  readonly invoke: (functionName: string, event: unknown) => Promise<InvokeOutcome>;
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
      onEvent({ _tag: "Failed", name, reason: fault instanceof Error ? fault.message : String(fault) });
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
