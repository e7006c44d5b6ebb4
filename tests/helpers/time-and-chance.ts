import { setTimeout } from "node:timers/promises";
import type { Ids, Stopwatch, Timer } from "../../runtime/ports/time-and-chance";
import { ACCEPTED_AT } from "../../tools/measure/sample/queue-message";

export const START = ACCEPTED_AT;

/** A clock that stands still until the test moves it. */
export const manualClock = (start: string = START) => {
  let now = Date.parse(start);
  const advance = (ms: number): void => {
    now += ms;
  };
  return { now: () => new Date(now), advance };
};

/** A timer that runs its tasks when the test says so. */
export const fakeTimer = () => {
  const tasks = new Map<symbol, { readonly ms: number; readonly task: () => Promise<void> }>();
  const every: Timer["every"] = (ms, task) => () => {
    const id = Symbol("task");
    tasks.set(id, { ms, task });
    return () => tasks.delete(id);
  };
  /** Milliseconds between the runs of each task that is still running. */
  const running = (): readonly number[] => [...tasks.values()].map(({ ms }) => ms);
  /** Runs every running task once, to its end. */
  const tick = async (): Promise<void> => {
    for (const { task } of [...tasks.values()]) await task();
  };
  return { timer: { every }, running, tick };
};

/** Whatever is measured took this many milliseconds. */
export const fixedStopwatch =
  (ms: number): Stopwatch =>
  () =>
  () =>
    ms;

/** The n-th id that `fixedIds` gives, from 1: a UUID version 4 that shows where it came from. */
export const fixedId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** Ids in a known order. */
export const fixedIds = (): Ids => {
  let given = 0;
  return {
    next: () => {
      given += 1;
      return fixedId(given);
    },
  };
};

/** Waits until `isTrue`, at most `mostMs` milliseconds; fails with `what` otherwise. Long, because machines may be loaded. */
export const until = async (what: string, isTrue: () => boolean, mostMs = 120_000): Promise<void> => {
  for (const end = performance.now() + mostMs; !isTrue(); await setTimeout(5))
    if (performance.now() > end) throw new Error(`not within ${mostMs} ms: ${what}`);
};
