import type * as IO from "fp-ts/IO";

/** Time, as the only source of it, so that a test can move it. */
export type Clock = { readonly now: IO.IO<Date> };
export type HasClock = { readonly clock: Clock };

/** Starts `task` every so many milliseconds until the given effect is run. */
export type Timer = { readonly every: (ms: number, task: () => Promise<void>) => IO.IO<IO.IO<void>> };
export type HasTimer = { readonly timer: Timer };

/** Starts a measurement, which then gives the milliseconds since; a changed clock does not disturb it. */
export type Stopwatch = IO.IO<IO.IO<number>>;
export type HasStopwatch = { readonly stopwatch: Stopwatch };

/** Milliseconds that the invocation has left. */
type Deadline = { readonly remainingMs: IO.IO<number> };
export type HasDeadline = { readonly deadline: Deadline };

/** Fresh random identifiers (UUID version 4). */
export type Ids = { readonly next: IO.IO<string> };
export type HasIds = { readonly ids: Ids };

/** A number from 0 to below 1. */
export type HasRandom = { readonly random: IO.IO<number> };
