import { readFileSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { isJsonObject } from "../../runtime/codec/json";
import { NonEmptyText } from "../../runtime/request/text";

const isInside = (folder: string, file: string): boolean => {
  const path = relative(folder, file);
  return path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
};

const ifPossible = (read: () => string): string | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** The same text wherever it was checked out: line feeds alone, and none around it. */
const normalised = (text: string): string => text.replaceAll("\r\n", "\n").trim();

/** Reads a text file of the program's folder, or says why it cannot be one. */
export const readTextFile = (folder: string, path: string): E.Either<string, string> => {
  const file = resolve(folder, path);
  if (isAbsolute(path) || !isInside(folder, file))
    return E.left(`names a file outside of the program's folder: ${path}`);
  // Links followed.
  const found = ifPossible(() => realpathSync(file));
  if (found === undefined) return E.left(`names a file that does not exist: ${path}`);
  if (!isInside(realpathSync(folder), found)) {
    return E.left(`names a file outside of the program's folder: ${path}`);
  }
  const text = ifPossible(() => new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(found)));
  if (text === undefined) return E.left(`names what is no readable file of UTF-8 text: ${path}`);
  return normalised(text) === "" ? E.left(`names an empty file: ${path}`) : E.right(normalised(text));
};

const EXPECTED = "text that is not empty, or { file: PATH } alone";

const fileOf = (given: unknown): string | undefined => {
  if (!isJsonObject(given)) return undefined;
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
      if (file === undefined) return NonEmptyText.is(given) ? t.success(given) : t.failure(given, context);
      return pipe(
        readTextFile(folder, file),
        E.orElse((fault) => t.failure<string>(given, context, fault)),
      );
    },
    t.identity,
  );
