import * as E from "fp-ts/Either";
import { parseJson } from "../../../runtime/codec/json";
import { parseJsonPattern, patternError } from "./json-pattern";

/** One log line, with what it holds as JSON (undefined when it is not JSON). */
export type ParsedLine = { readonly text: string; readonly json: unknown };

export const parseLine = (text: string): ParsedLine => ({
  text,
  json: E.toUnion(parseJson(() => undefined)(text)),
});

type Matches = (line: ParsedLine) => boolean;

const regexMatches = (pattern: string): Matches => {
  try {
    const form = new RegExp(pattern.slice(1, -1));
    return ({ text }) => form.test(text);
  } catch {
    throw patternError(pattern, 0, "expected a valid regular expression");
  }
};

type Term = { readonly sign: string; readonly text: string };

const termsOf = (pattern: string): readonly Term[] => {
  const terms: Term[] = [];
  const form = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)/y;
  for (let at = 0; /\S/.test(pattern.slice(at)); at = form.lastIndex) {
    form.lastIndex = at;
    const found = form.exec(pattern);
    // AWS demands quotes around anything but letters, digits and underscores.
    if (found === null)
      throw patternError(pattern, at + pattern.slice(at).search(/\S/), "expected a word, or a phrase in double quotes");
    const [, sign = "", quoted, word = ""] = found;
    terms.push({ sign, text: quoted?.replace(/\\(.)/g, "$1") ?? word });
  }
  return terms;
};

/** Terms (all of them, `?` any of them, `-` none of them), compared as they are written. */
const termsMatch = (pattern: string): Matches => {
  const terms = termsOf(pattern);
  const signed = (sign: string) => terms.filter((term) => term.sign === sign);
  const [all, any, none] = [signed(""), signed("?"), signed("-")];
  // AWS silently ignores the ? terms of such a mixture.
  if (any.length > 0 && all.length + none.length > 0)
    throw patternError(pattern, pattern.indexOf("?"), "? terms cannot be combined with other terms");
  return (line) => {
    const isIn = ({ text }: Term): boolean => line.text.includes(text);
    return all.every(isIn) && !none.some(isIn) && (any.length === 0 || any.some(isIn));
  };
};

const read = (pattern: string): Matches => {
  const trimmed = pattern.trim();
  if (trimmed === "") return () => true;
  if (trimmed.startsWith("["))
    throw patternError(pattern, pattern.indexOf("["), "space-delimited patterns are not supported locally");
  if (/^%[^%]+%$/.test(trimmed)) return regexMatches(trimmed);
  if (!trimmed.startsWith("{")) return termsMatch(pattern);
  const matches = parseJsonPattern(pattern);
  return ({ json }) => json !== undefined && matches(json);
};

/** Reads a CloudWatch Logs filter pattern: JSON, terms, a %regular expression% or empty (every line); others are refused in words. */
export const parseFilterPattern = (pattern: string): E.Either<string, Matches> =>
  E.tryCatch(
    () => read(pattern),
    (error) => E.toError(error).message,
  );
