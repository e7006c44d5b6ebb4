import type * as IO from "fp-ts/IO";

/** Starts `task` every so many milliseconds until the given effect is run. */
export type Timer = { readonly every: (ms: number, task: () => Promise<void>) => IO.IO<IO.IO<void>> };
export type HasTimer = { readonly timer: Timer };
