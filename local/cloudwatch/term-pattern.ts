import { patternError } from "./pattern-error";

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
