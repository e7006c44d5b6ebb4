import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as Json from "fp-ts/Json";
import * as t from "io-ts";

/** An object as JSON has it: neither null nor a list. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject: (value: unknown) => value is JsonObject = t.UnknownRecord.is;

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|.)/gs;
const LAST_ASCII = 0x7f;

/**
 * V8 may read an escaped key as another one that it has parsed before, in an earlier request even (nodejs/node#63785):
 * what need not be escaped is written out first. Outside of strings only ASCII means anything, so faulty JSON stays faulty.
 */
const writtenOut = (written: string, code: string | undefined): string =>
  code !== undefined && Number.parseInt(code, 16) > LAST_ASCII
    ? String.fromCharCode(Number.parseInt(code, 16))
    : written;

/** Parses JSON; the engine's own message is dropped, since it quotes the text. */
export const parseJson =
  <F>(onFault: () => F) =>
  (text: string): E.Either<F, unknown> =>
    pipe(Json.parse(text.replace(ESCAPE, writtenOut)), E.mapLeft(onFault));

/** The branches of an intersection or union have places of their own in a context; they hold the same value as the whole. */
export const fieldsOf = (context: t.Context): readonly string[] =>
  context.filter(({ actual }, n) => n > 0 && actual !== context[n - 1]?.actual).map(({ key }) => key);

/** The places that did not decode, as dotted paths with what was expected there; values are never shown. */
export const faultyPaths = (errors: t.Errors): readonly string[] => [
  ...new Set(
    errors.map(({ context }) => {
      const expected = context.at(-1)?.type.name ?? "something else";
      return `${fieldsOf(context).join(".") || "value"} (expected ${expected})`;
    }),
  ),
];

/** Decodes at an edge; what is said of a failure is the faulty places in plain words, never the values. */
export const decodeOr = <A, F>(
  codec: t.Decoder<unknown, A>,
  onFault: (places: string, input: unknown) => F,
): ((input: unknown) => E.Either<F, A>) =>
  flow(
    codec.decode,
    E.mapLeft((errors) => onFault(faultyPaths(errors).join(", "), errors[0]?.context[0]?.actual)),
  );
