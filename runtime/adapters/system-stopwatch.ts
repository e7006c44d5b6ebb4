import type { Stopwatch } from "../ports/stopwatch";

export const systemStopwatch: Stopwatch = () => {
  const startedAt = performance.now();
  return () => Math.round(performance.now() - startedAt);
};
