import type * as IO from "fp-ts/IO";

/** Starts a measurement, which then gives the milliseconds since; a changed clock does not disturb it. */
export type Stopwatch = IO.IO<IO.IO<number>>;
export type HasStopwatch = { readonly stopwatch: Stopwatch };
