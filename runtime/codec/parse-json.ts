import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as Json from "fp-ts/Json";

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
