import * as E from "fp-ts/Either";
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

/** The value of a key that is not set is an example too. */
type Described<A> = { readonly about: string; readonly fallback: A } & (undefined extends A
  ? { readonly example: string }
  : { readonly example?: string });

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const setting = <A, F>(expected: string, is: t.Is<A>, described: Described<F>): Setting<A | F> => ({
  about: described.about,
  example: described.example ?? shown(described.fallback),
  expected,
  fallback: described.fallback,
  read: (text) => {
    const value = parsedJson(text);
    return is(value) ? E.right(value) : E.left(`must be ${expected}`);
  },
});

type Range = { readonly min: number; readonly max: number };

const isWithin = ({ min, max }: Range, value: unknown): value is number =>
  t.number.is(value) && value >= min && value <= max;

export const integer = <F extends number | undefined>(described: Range & Described<F>): Setting<number | F> =>
  setting(
    `a whole number from ${described.min} to ${described.max}`,
    (value): value is number => isWithin(described, value) && Number.isInteger(value),
    described,
  );

export const number = (described: Range & Described<number>): Setting<number> =>
  setting(
    `a number from ${described.min} to ${described.max}`,
    (value): value is number => isWithin(described, value),
    described,
  );

export const flag = (described: Described<boolean>): Setting<boolean> =>
  setting("true or false", t.boolean.is, described);

export const oneOf = <A extends string | number>(values: readonly A[], described: Described<A>): Setting<A> =>
  setting(`one of ${values.join(", ")}`, (value): value is A => values.some((one) => one === value), described);

type Pattern = { readonly pattern: RegExp; readonly expected: string };

/** Text that matches `pattern`; `expected` says in plain words what it must be. */
export const text = <F extends string | undefined>(described: Pattern & Described<F>): Setting<string | F> =>
  setting(
    described.expected,
    (value): value is string => t.string.is(value) && described.pattern.test(value),
    described,
  );

export const listOf = <A, F>(codec: t.Type<A>, expected: string, described: Described<F>): Setting<readonly A[] | F> =>
  setting(expected, (value): value is readonly A[] => t.readonlyArray(codec).is(value) && value.length > 0, described);

/** Values by name; `expected` says in plain words what it must be. */
export const mapOf = <A>(
  codec: t.Type<A>,
  expected: string,
  described: Described<Readonly<Record<string, A>>>,
): Setting<Readonly<Record<string, A>>> => setting(expected, t.record(t.string, codec).is, described);

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
