import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { parsedJson } from "./plain-types";

/** One key of the stack config: what it may hold, an example of a right value, and what it is for. */
export type Setting<A> = {
  readonly about: string;
  readonly example: string;
  readonly expected: string;
  readonly fallback: A;
  readonly read: (text: string) => E.Either<string, A>;
};

type About<A> = { readonly about: string; readonly example: string; readonly fallback: A };

const reading =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (value: unknown): E.Either<string, A> =>
    pipe(
      codec.decode(value),
      E.mapLeft(() => `must be ${codec.name}`),
    );

const setting = <A, F>(codec: t.Type<A, unknown, unknown>, about: About<F>): Setting<A | F> => ({
  ...about,
  expected: codec.name,
  read: (text) => reading(codec)(parsedJson(text)),
});

const refined = <A>(
  codec: t.Type<A, unknown, unknown>,
  name: string,
  holds: (value: A) => boolean,
): t.Type<A, unknown, unknown> =>
  new t.Type(
    name,
    (input): input is A => codec.is(input) && holds(input),
    (input, context) =>
      pipe(
        codec.validate(input, context),
        E.filterOrElse(holds, () => [{ value: input, context }]),
      ),
    t.identity,
  );

type Range = { readonly min: number; readonly max: number };

export const integer = <F extends number | undefined>({ min, max, ...about }: Range & About<F>): Setting<number | F> =>
  setting(
    refined(t.number, `a whole number from ${min} to ${max}`, (n) => Number.isInteger(n) && n >= min && n <= max),
    about,
  );

export const number = ({ min, max, ...about }: Range & About<number>): Setting<number> =>
  setting(
    refined(t.number, `a number from ${min} to ${max}`, (n) => n >= min && n <= max),
    about,
  );

export const flag = (about: About<boolean>): Setting<boolean> =>
  setting(
    refined(t.boolean, "true or false", () => true),
    about,
  );

export const oneOf = <A extends string>(values: readonly A[], about: About<A>): Setting<A> =>
  setting(
    refined(t.string as unknown as t.Type<A, unknown, unknown>, `one of ${values.join(", ")}`, (value) =>
      values.includes(value),
    ),
    about,
  );

export const oneOfNumbers = (values: readonly number[], about: About<number>): Setting<number> =>
  setting(
    refined(t.number, `one of ${values.join(", ")}`, (value) => values.includes(value)),
    about,
  );

/** Text that matches `pattern`; `expected` says in plain words what it must be. */
export const text = <F extends string | undefined>({
  pattern,
  expected,
  ...about
}: { readonly pattern: RegExp; readonly expected: string } & About<F>): Setting<string | F> =>
  setting(
    refined(t.string, expected, (value) => pattern.test(value)),
    about,
  );

export const listOf = <A, F>(
  codec: t.Type<A, unknown, unknown>,
  name: string,
  about: About<F>,
): Setting<readonly A[] | F> =>
  setting(
    refined(t.readonlyArray(codec), name, (list) => list.length > 0),
    about,
  );

/** Values by name; `name` says in plain words what it must be. */
export const mapOf = <A>(
  codec: t.Type<A, unknown, unknown>,
  name: string,
  about: About<Readonly<Record<string, A>>>,
): Setting<Readonly<Record<string, A>>> =>
  setting(
    refined(t.readonly(t.record(t.string, codec)), name, () => true),
    about,
  );

/** The same setting, which `false` turns off as well. */
export const orFalse = <A>(setting: Setting<A | undefined>): Setting<A | undefined> => ({
  ...setting,
  read: (given) => (given === "false" ? E.right(undefined) : setting.read(given)),
});

/** A reserved key: it may stand at `off`, and anything else is refused. */
export const notYet = <A extends boolean | string>(off: A, about: string): Setting<A> => ({
  about: `${about} Not supported yet.`,
  example: JSON.stringify(off),
  expected: JSON.stringify(off),
  fallback: off,
  read: (given) =>
    given === String(off) ? E.right(off) : E.left(`is not supported yet: must be ${JSON.stringify(off)}`),
});
