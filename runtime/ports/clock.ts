import type * as IO from "fp-ts/IO";

/** Time, as the only source of it, so that a test can move it. */
export type Clock = { readonly now: IO.IO<Date> };
export type HasClock = { readonly clock: Clock };
