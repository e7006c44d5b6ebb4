import type * as IO from "fp-ts/IO";

/** Fresh random identifiers (UUID version 4). */
export type Ids = { readonly next: IO.IO<string> };
export type HasIds = { readonly ids: Ids };
