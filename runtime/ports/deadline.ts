import type * as IO from "fp-ts/IO";

/** Milliseconds that the invocation has left. */
export type Deadline = { readonly remainingMs: IO.IO<number> };
export type HasDeadline = { readonly deadline: Deadline };
