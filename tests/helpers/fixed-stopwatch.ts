import type { Stopwatch } from "../../runtime/ports/stopwatch";

/** Whatever is measured took this many milliseconds. */
export const fixedStopwatch =
  (ms: number): Stopwatch =>
  () =>
  () =>
    ms;
