import * as E from "fp-ts/Either";
import * as RNEA from "fp-ts/ReadonlyNonEmptyArray";
import type { Type } from "io-ts";
import { isJsonObject, type JsonObject } from "../codec/json";
import type { ErrorCode } from "./error-code";

/** One thing wrong with a request: where, which, and in plain words; it never holds the value itself. */
export type Fault = { readonly field: string; readonly code: ErrorCode; readonly message: string };

/** A value, or every fault that was found on the way to it. */
export type Checked<A> = E.Either<RNEA.ReadonlyNonEmptyArray<Fault>, A>;

/** Runs checks side by side and gathers the faults of all. */
export const checking = E.getApplicativeValidation(RNEA.getSemigroup<Fault>());

export const faulty = (field: string, code: Fault["code"], message: string): Checked<never> =>
  E.left([{ field, code, message: `${field} ${message}` }]);

/** A value that `codec` accepts, or the fault of `code` at `field`. */
export const decoded =
  <A>(codec: Type<A, unknown, unknown>, field: string, code: Fault["code"]) =>
  (value: unknown): Checked<A> => {
    const result = codec.decode(value);
    return E.isRight(result) ? result : faulty(field, code, `must be ${codec.name}`);
  };

type Codes = { readonly missing: ErrorCode; readonly type: ErrorCode };

/** A top-level section of the body; `null` is a wrong type, not an absent section. */
export const section = (body: JsonObject, name: string, codes: Codes): Checked<JsonObject> => {
  const value = body[name];
  if (value === undefined) return faulty(name, codes.missing, "is required");
  return isJsonObject(value) ? E.right(value) : faulty(name, codes.type, "must be an object");
};
