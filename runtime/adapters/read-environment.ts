import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { decodeOr } from "../codec/decode-or";
import { NonEmptyText } from "../codec/non-empty-text";

/** Decodes a function's environment variables once, as it starts; throws with the names of those that are missing. */
export const readEnvironment = <K extends string>(...names: readonly K[]): Readonly<Record<K, string>> =>
  pipe(
    process.env,
    decodeOr(t.type(Object.fromEntries(names.map((name) => [name, NonEmptyText]))), (places) => places),
    E.match(
      (places) => {
        throw new Error(`environment variables: ${places}`);
      },
      (environment) => environment as Readonly<Record<K, string>>,
    ),
  );
