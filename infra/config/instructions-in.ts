import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { NonEmptyText } from "../../runtime/codec/non-empty-text";
import { isPlainObject } from "./plain-object";
import { readTextFile } from "./read-text-file";

const EXPECTED = "text that is not empty, or { file: PATH } alone";

const fileOf = (given: unknown): string | undefined => {
  if (!isPlainObject(given)) return undefined;
  const { file, ...others } = given;
  return typeof file === "string" && Object.keys(others).length === 0 ? file : undefined;
};

/** An assistant's instructions: the text itself, or the path of a file with it, relative to `folder` and inside of it. */
export const instructionsIn = (folder: string): t.Type<string, string, unknown> =>
  new t.Type(
    EXPECTED,
    NonEmptyText.is,
    (given, context) => {
      const file = fileOf(given);
      if (file === undefined) {
        return pipe(
          NonEmptyText.decode(given),
          E.orElse(() => t.failure<string>(given, context)),
        );
      }
      return pipe(
        readTextFile(folder, file),
        E.orElse((fault) => t.failure<string>(given, context, fault)),
      );
    },
    t.identity,
  );
