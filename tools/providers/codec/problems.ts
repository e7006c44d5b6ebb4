import * as E from "fp-ts/Either";
import * as Eq from "fp-ts/Eq";
import { pipe } from "fp-ts/function";
import * as RA from "fp-ts/ReadonlyArray";
import * as S from "fp-ts/string";
import * as t from "io-ts";
import { fieldsOf, isJsonObject, type JsonObject } from "../../../runtime/codec/json";

/** What is wrong with one field, in words that follow its name; the whole has the field "". */
export type Problem = { readonly field: string; readonly message: string };

const sameProblem = Eq.struct<Problem>({ field: S.Eq, message: S.Eq });

/** Every fault of the input, in the codec's own words or in those that `wrong` makes of what was expected. */
export const problemsOr =
  <A>(codec: t.Decoder<unknown, A>, wrong: (expected: string) => string) =>
  (input: unknown): E.Either<readonly Problem[], A> =>
    pipe(
      codec.decode(input),
      E.mapLeft((errors) =>
        errors.map(({ context, message }) => ({
          field: fieldsOf(context).join("."),
          message: message ?? wrong(context.at(-1)?.type.name ?? "something else"),
        })),
      ),
      // Both halves of an intersection say that the whole is no object.
      E.mapLeft(RA.uniq(sameProblem)),
    );

/** A codec of what passes `is`; its name is what is expected. */
export const named = <A>(name: string, is: (input: unknown) => input is A): t.Type<A, A, unknown> =>
  new t.Type(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), t.identity);

export const wholeNumber = (from: number, to: number, name = "a whole number") =>
  named(
    to === Number.MAX_SAFE_INTEGER ? `${name} from ${from}` : `${name} from ${from} to ${to}`,
    (input): input is number => typeof input === "number" && Number.isInteger(input) && input >= from && input <= to,
  );

export const optional = <C extends t.Any>(codec: C) => t.union([codec, t.null, t.undefined]);

/** A codec whose every failure is one of the whole, in these words. */
export const inWords = <A>(message: string, codec: t.Type<A, A, unknown>): t.Type<A, A, unknown> =>
  new t.Type(
    codec.name,
    codec.is,
    (input, context) =>
      pipe(
        codec.validate(input, context),
        E.orElse(() => t.failure(input, context, message)),
      ),
    t.identity,
  );

/** A codec of an object that must keep rules as well, which see it as it came: all that is wrong is said together. */
export const withRules = <A, O>(
  codec: t.Type<A, O, unknown>,
  rules: (given: JsonObject) => readonly Problem[],
): t.Type<A, O, unknown> =>
  new t.Type(
    codec.name,
    codec.is,
    (input, context) => {
      const decoded = codec.validate(input, context);
      const errors = (isJsonObject(input) ? rules(input) : []).map(({ field, message }) => ({
        value: input,
        context: field === "" ? context : t.appendContext(context, field, t.unknown),
        message,
      }));
      return errors.length === 0 ? decoded : E.left([...(E.isLeft(decoded) ? decoded.left : []), ...errors]);
    },
    codec.encode,
  );

/** A codec of an object that refuses every key but these and the `ignored` ones, so that no input is silently dropped. */
export const closed = <P extends t.Props, R extends t.Props>(
  name: string,
  optional: P,
  required: R,
  ignored: readonly string[] = [],
) => {
  const known = [...Object.keys(optional), ...Object.keys(required), ...ignored];
  const codec = t.readonly(t.intersection([t.partial(optional, name), t.type(required, name)], name), name);
  return withRules(codec, (given) =>
    Object.keys(given)
      .filter((key) => !known.includes(key))
      .map((field) => ({ field, message: `is not known here (known: ${known.join(", ")})` })),
  );
};
