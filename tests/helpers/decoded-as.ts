import * as E from "fp-ts/Either";
import type * as t from "io-ts";

/** What a codec makes of a value, or `"refused"`. */
export const decodedAs = <A>(codec: t.Decoder<unknown, A>, value: unknown): A | "refused" =>
  E.getOrElseW(() => "refused" as const)(codec.decode(value));
