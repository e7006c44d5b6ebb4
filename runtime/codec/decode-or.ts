import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type * as t from "io-ts";
import { faultyPaths } from "./faulty-paths";

/** Decodes at an edge; the failure gets the faulty places in plain words, never the values. */
export const decodeOr =
  <A, F>(codec: t.Decoder<unknown, A>, onFault: (places: string) => F) =>
  (input: unknown): E.Either<F, A> =>
    pipe(
      codec.decode(input),
      E.mapLeft((errors) => onFault(faultyPaths(errors).join(", "))),
    );
