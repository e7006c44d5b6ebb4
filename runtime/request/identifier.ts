import type * as t from "io-ts";
import { patternString } from "../codec/refined-string";

/** A company's or project's id. It never holds `#`, which separates the parts of a conversation id. */
export const Identifier = patternString("1 to 64 of A-Z a-z 0-9 . _ -", /^[A-Za-z0-9._-]{1,64}$/);
export type Identifier = t.TypeOf<typeof Identifier>;
