import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as Json from "fp-ts/Json";

/** Parses JSON; the engine's own message is dropped, since it quotes the text. */
export const parseJson =
  <F>(onFault: () => F) =>
  (text: string): E.Either<F, unknown> =>
    pipe(Json.parse(text), E.mapLeft(onFault));
