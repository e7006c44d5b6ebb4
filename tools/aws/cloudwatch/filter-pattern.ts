import { matchJsonPattern, parseJsonPattern, patternError } from "./json-pattern";

type Term = { readonly sign: "" | "-" | "?"; readonly text: string };

const termsOf = (pattern: string): readonly Term[] => {
  const terms: Term[] = [];
  const form = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)/y;
  let at = 0;
  while (pattern.slice(at).trim() !== "") {
    form.lastIndex = at;
    const found = form.exec(pattern);
    // AWS demands quotes around anything but letters, digits and underscores.
    if (found === null) {
      const start = at + (pattern.slice(at).length - pattern.slice(at).trimStart().length);
      throw patternError(pattern, start, "expected a word, or a phrase in double quotes");
    }
    const [, sign = "", quoted, word] = found;
    terms.push({ sign: sign as Term["sign"], text: quoted?.replace(/\\(.)/g, "$1") ?? word ?? "" });
    at = form.lastIndex;
  }
  return terms;
};

/** Reads a pattern of terms (all of them, `?` any of them, `-` none of them), compared as they are written. */
export const parseTermPattern = (pattern: string): ((line: string) => boolean) => {
  const terms = termsOf(pattern);
  const signed = (sign: Term["sign"]) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [signed(""), signed("?"), signed("-")];
  // AWS silently ignores the ? terms of such a mixture.
  if (any.length > 0 && all.length + none.length > 0)
    throw patternError(pattern, pattern.indexOf("?"), "? terms cannot be combined with other terms");
  return (line) =>
    all.every((text) => line.includes(text)) &&
    !none.some((text) => line.includes(text)) &&
    (any.length === 0 || any.some((text) => line.includes(text)));
};

/** One log line, with what it holds as JSON (undefined when it is not JSON). */
export type ParsedLine = { readonly text: string; readonly json: unknown };

export const parseLine = (text: string): ParsedLine => {
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text, json: undefined };
  }
};

const parseRegexPattern = (pattern: string): ((line: ParsedLine) => boolean) => {
  try {
    const form = new RegExp(pattern.slice(1, -1));
    return ({ text }) => form.test(text);
  } catch {
    throw patternError(pattern, 0, "expected a valid regular expression");
  }
};

/** Reads a CloudWatch Logs filter pattern: JSON, terms, a %regular expression% or empty (every line); others are refused. */
export const parseFilterPattern = (pattern: string): ((line: ParsedLine) => boolean) => {
  const trimmed = pattern.trim();
  if (trimmed === "") return () => true;
  if (trimmed.startsWith("["))
    throw patternError(pattern, pattern.indexOf("["), "space-delimited patterns are not supported locally");
  if (trimmed.startsWith("{")) {
    const parsed = parseJsonPattern(pattern);
    return ({ json }) => json !== undefined && matchJsonPattern(parsed, json);
  }
  if (/^%[^%]+%$/.test(trimmed)) return parseRegexPattern(trimmed);
  const matches = parseTermPattern(pattern);
  return ({ text }) => matches(text);
};
