import { type JsonPath, readJsonPath } from "./json-path";
import { patternError } from "./pattern-error";

export type Token = { readonly at: number; readonly text: string } & (
  | { readonly kind: "symbol" | "word" | "quoted" | "regex" }
  | { readonly kind: "selector"; readonly path: JsonPath }
);

const lexemes = [
  ["symbol", /&&|\|\||!=|<=|>=|[{}()=<>]/y],
  ["quoted", /"(?:[^"\\]|\\.)*"/y],
  ["regex", /%[^%]+%/y],
  ["word", /[^\s{}()[\]=<>&|"%!]+/y],
] as const;

const readLexeme = (pattern: string, at: number): Token => {
  const selector = readJsonPath(pattern, at);
  if (selector !== undefined)
    return { kind: "selector", at, text: pattern.slice(at, selector.end), path: selector.path };
  for (const [kind, form] of lexemes) {
    form.lastIndex = at;
    const text = form.exec(pattern)?.[0];
    if (text !== undefined && !text.startsWith("$")) return { kind, at, text };
  }
  const isSelector = pattern[at] === "$";
  throw patternError(pattern, at, isSelector ? "expected a selector such as $.a.b[0]" : `unexpected ${pattern[at]}`);
};

/** Splits a JSON filter pattern into its tokens. */
export const tokensOf = (pattern: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    if (/\s/.test(pattern[at] ?? "")) {
      at += 1;
      continue;
    }
    const token = readLexeme(pattern, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
};
