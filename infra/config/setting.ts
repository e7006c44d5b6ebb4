import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { unknownFields } from "./faults";
import { parsedJson } from "./plain-types";

/** One key of the stack config: what it may hold, an example of a right value, and what it is for. */
export type Setting<A> = {
  readonly about: string;
  readonly example: string;
  readonly expected: string;
  readonly fallback: A;
  readonly read: (text: string) => E.Either<string, A>;
};

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const setting = <A, F>(
  expected: string,
  is: t.Is<A>,
  fallback: F,
  about: string,
  example = shown(fallback),
): Setting<A | F> => ({
  about,
  example,
  expected,
  fallback,
  read: (text) => {
    const value = parsedJson(text);
    return is(value) ? E.right(value) : E.left(`must be ${expected}`);
  },
});

type Range = readonly [least: number, most: number];

/** What holds where a key is not set, what the key is for, and an example where that value is none. */
type Described<F> = readonly [fallback: F, about: string, ...example: F extends undefined ? [string] : [string?]];

const isWithin = ([least, most]: Range, value: unknown): value is number =>
  t.number.is(value) && value >= least && value <= most;

export const integer = <F extends number | undefined>(range: Range, ...described: Described<F>): Setting<number | F> =>
  setting(
    `a whole number from ${range[0]} to ${range[1]}`,
    (value): value is number => isWithin(range, value) && Number.isInteger(value),
    ...described,
  );

export const number = <F extends number | undefined>(range: Range, ...described: Described<F>): Setting<number | F> =>
  setting(`a number from ${range[0]} to ${range[1]}`, (value): value is number => isWithin(range, value), ...described);

export const flag = (...described: Described<boolean>): Setting<boolean> =>
  setting("true or false", t.boolean.is, ...described);

export const oneOf = <A extends string | number>(values: readonly A[], ...described: Described<A>): Setting<A> =>
  setting(`one of ${values.join(", ")}`, (value): value is A => values.some((one) => one === value), ...described);

/** Text that matches `pattern`, whatever it might be as JSON; `expected` says in plain words what it must be. */
export const text = <F extends string | undefined>(
  pattern: RegExp,
  expected: string,
  ...described: Described<F>
): Setting<string | F> => ({
  ...setting<string, F>(expected, t.string.is, ...described),
  read: (given) => (pattern.test(given) ? E.right(given) : E.left(`must be ${expected}`)),
});

export const listOf = <A>(
  codec: t.Type<A>,
  expected: string,
  ...described: Described<undefined>
): Setting<readonly A[] | undefined> =>
  setting(
    expected,
    (value): value is readonly A[] => t.readonlyArray(codec).is(value) && value.length > 0,
    ...described,
  );

/** Values by name, with no field but those of the codec; `expected` says in plain words what it must be. */
export const mapOf = <A>(
  codec: t.Type<A, unknown>,
  expected: string,
  ...described: Described<Readonly<Record<string, A>>>
): Setting<Readonly<Record<string, A>>> => {
  const values = t.record(t.string, codec);
  return {
    ...setting(expected, values.is, ...described),
    read: (given) =>
      pipe(
        values.decode(parsedJson(given)),
        E.filterOrElseW(
          (decoded) => unknownFields(parsedJson(given), decoded).length === 0,
          () => undefined,
        ),
        E.mapLeft(() => `must be ${expected}`),
      ),
  };
};

/** The same setting, which a word turns off. */
export const orWord = <A>(word: string, setting: Setting<A>): Setting<A | undefined> => ({
  ...setting,
  expected: `${setting.expected}, or ${word}`,
  read: (given) =>
    given === word
      ? E.right(undefined)
      : pipe(
          setting.read(given),
          E.mapLeft((fault) => `${fault}, or ${word}`),
        ),
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
