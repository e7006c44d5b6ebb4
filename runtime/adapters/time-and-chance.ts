import { randomUUID } from "node:crypto";
import type { Clock, Ids, Stopwatch, Timer } from "../ports/time-and-chance";

export const systemClock: Clock = { now: () => new Date() };

export const systemStopwatch: Stopwatch = () => {
  const startedAt = performance.now();
  return () => Math.round(performance.now() - startedAt);
};

export const intervalTimer: Timer = {
  every: (ms, task) => () => {
    const interval = setInterval(task, ms);
    return () => clearInterval(interval);
  },
};

export const randomIds: Ids = { next: () => randomUUID() };
