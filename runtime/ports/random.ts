import type * as IO from "fp-ts/IO";

/** A number from 0 to below 1. */
export type HasRandom = { readonly random: IO.IO<number> };
