import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import type { Checked } from "../../runtime/request/checked";

/** What a codec makes of a value, or `"refused"`. */
export const decodedAs = <A>(codec: t.Decoder<unknown, A>, value: unknown): A | "refused" =>
  E.getOrElseW(() => "refused" as const)(codec.decode(value));

/** Those of the values that the codec does not refuse. */
export const takenBy = <A>(codec: t.Decoder<unknown, A>, values: readonly unknown[]): readonly unknown[] =>
  values.filter((value) => decodedAs(codec, value) !== "refused");

/** The faults as `field code`, in their order; none for a value that passed. */
export const faultsOf = (checked: Checked<unknown>): readonly string[] =>
  E.isLeft(checked) ? checked.left.map(({ field, code }) => `${field} ${code}`) : [];
