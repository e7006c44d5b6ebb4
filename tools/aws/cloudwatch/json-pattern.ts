import * as O from "fp-ts/Option";
import { type JsonPath, readJsonPath, select } from "./json-path";

/** Whether a parsed log line meets a pattern. */
type Matches = (line: unknown) => boolean;

/** A filter pattern that cannot be read; the position counts characters from 1. */
export const patternError = (pattern: string, at: number, expected: string): Error =>
  new Error(`filter pattern ${pattern} is wrong at position ${at + 1}: ${expected}`);

type Token = { readonly at: number; readonly text: string } & (
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

const tokensOf = (pattern: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (let at = pattern.search(/\S/); at >= 0 && at < pattern.length; ) {
    const token = readLexeme(pattern, at);
    tokens.push(token);
    const end = at + token.text.length;
    at = end + pattern.slice(end).search(/\S|$/);
  }
  return tokens;
};

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);

/** A whole-text expression in which only `*` is special. */
const wildcard = (text: string): RegExp => {
  const parts = text.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
};

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, "$1");

const compare = {
  "=": (value: number, wanted: number) => value === wanted,
  "!=": (value: number, wanted: number) => value !== wanted,
  "<": (value: number, wanted: number) => value < wanted,
  "<=": (value: number, wanted: number) => value <= wanted,
  ">": (value: number, wanted: number) => value > wanted,
  ">=": (value: number, wanted: number) => value >= wanted,
};

const isOperator = (text: string): text is keyof typeof compare => Object.hasOwn(compare, text);

/** A field that is absent meets no comparison, not even !=. */
const whereFound =
  (path: JsonPath, meets: (value: unknown) => boolean): Matches =>
  (line) =>
    O.exists(meets)(select(line, path));

/**
 * Reads a pattern such as `{ ($.level = "ERROR") && ($.message.event = "x*") }`; a wrong one is refused with the position.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const parseJsonPattern = (pattern: string): Matches => {
  const tokens = tokensOf(pattern);
  let next = 0;
  const at = (): number => tokens[next]?.at ?? pattern.length;
  const take = (expected: string, accept: (token: Token) => boolean): Token => {
    const token = tokens[next];
    if (token === undefined || !accept(token)) throw patternError(pattern, at(), `expected ${expected}`);
    next += 1;
    return token;
  };
  const isText = (text: string) => (token: Token | undefined) => token?.text === text && token.kind !== "quoted";
  const takeText = (text: string): Token => take(text, isText(text));
  const takeIfNext = (text: string): boolean => {
    const isNext = isText(text)(tokens[next]);
    if (isNext) next += 1;
    return isNext;
  };

  const joined = (symbol: string, operand: () => Matches): readonly Matches[] => {
    const all = [operand()];
    while (takeIfNext(symbol)) all.push(operand());
    return all;
  };
  const anyOf = (): Matches => {
    const any = joined("||", allOf);
    return (line) => any.some((matches) => matches(line));
  };
  const allOf = (): Matches => {
    const all = joined("&&", condition);
    return (line) => all.every((matches) => matches(line));
  };
  const condition = (): Matches => {
    if (!takeIfNext("(")) return comparison();
    const inner = anyOf();
    takeText(")");
    return inner;
  };

  const comparison = (): Matches => {
    const selector = take("a selector such as $.level", ({ kind }) => kind === "selector");
    const path = selector.kind === "selector" ? selector.path : [];
    if (takeIfNext("NOT")) {
      takeText("EXISTS");
      return (line) => O.isNone(select(line, path));
    }
    if (takeIfNext("IS")) {
      const { text } = take("NULL, TRUE or FALSE", (token) => ["NULL", "TRUE", "FALSE"].includes(token.text));
      const wanted = text === "NULL" ? null : text === "TRUE";
      return whereFound(path, (value) => value === wanted);
    }
    const { text } = take("=, !=, <, <=, >, >=, IS or NOT EXISTS", (token) => isOperator(token.text));
    return compared(path, text);
  };
  const compared = (path: JsonPath, operator: string): Matches => {
    const wanted = take(
      "a number, a text or a %regular expression%",
      ({ kind }) => kind !== "symbol" && kind !== "selector",
    );
    if (wanted.kind === "word" && isNumber(wanted.text) && isOperator(operator))
      return whereFound(path, (value) => typeof value === "number" && compare[operator](value, Number(wanted.text)));
    if (operator !== "=" && operator !== "!=")
      throw patternError(pattern, wanted.at, `expected a number after ${operator}`);
    const form = formOf(wanted);
    return whereFound(
      path,
      (value) =>
        (typeof value === "string" || typeof value === "number") && form.test(String(value)) === (operator === "="),
    );
  };
  const formOf = (wanted: Token): RegExp => {
    if (wanted.kind !== "regex") return wildcard(wanted.kind === "quoted" ? unquoted(wanted.text) : wanted.text);
    try {
      return new RegExp(wanted.text.slice(1, -1));
    } catch {
      throw patternError(pattern, wanted.at, "expected a valid regular expression");
    }
  };

  takeText("{");
  const whole = anyOf();
  takeText("}");
  if (next < tokens.length) throw patternError(pattern, at(), "expected nothing behind }");
  return whole;
};
