import { type JsonPath, readJsonPath, select } from "./json-path";

/** A filter pattern that cannot be read; the position counts characters from 1. */
export const patternError = (pattern: string, at: number, expected: string): Error =>
  new Error(`filter pattern ${pattern} is wrong at position ${at + 1}: ${expected}`);

export type NumberOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** What a JSON filter pattern demands of a log line. */
export type JsonPattern =
  | { readonly kind: "and"; readonly left: JsonPattern; readonly right: JsonPattern }
  | { readonly kind: "or"; readonly left: JsonPattern; readonly right: JsonPattern }
  | { readonly kind: "number"; readonly path: JsonPath; readonly operator: NumberOperator; readonly value: number }
  | { readonly kind: "text"; readonly path: JsonPath; readonly equal: boolean; readonly form: RegExp }
  | { readonly kind: "is"; readonly path: JsonPath; readonly value: null | true | false }
  | { readonly kind: "not exists"; readonly path: JsonPath };

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

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);

/** A whole-text expression in which only `*` is special. */
const wildcard = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^]*")}$`,
  );

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, "$1");

/**
 * Reads a pattern such as `{ ($.level = "ERROR") && ($.message.event = "x*") }`; a wrong one is refused with the position.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const parseJsonPattern = (pattern: string): JsonPattern => {
  const tokens = tokensOf(pattern);
  let next = 0;
  const at = (): number => tokens[next]?.at ?? pattern.length;
  const take = (expected: string, accept: (token: Token) => boolean): Token => {
    const token = tokens[next];
    if (token === undefined || !accept(token)) throw patternError(pattern, at(), `expected ${expected}`);
    next += 1;
    return token;
  };
  const takeText = (text: string): Token => take(text, (token) => token.text === text && token.kind !== "quoted");
  const isNext = (text: string): boolean => tokens[next]?.text === text && tokens[next]?.kind !== "quoted";

  const joined = (kind: "and" | "or", symbol: string, operand: () => JsonPattern): JsonPattern => {
    let left = operand();
    while (isNext(symbol)) {
      takeText(symbol);
      left = { kind, left, right: operand() };
    }
    return left;
  };
  const or = (): JsonPattern => joined("or", "||", and);
  const and = (): JsonPattern => joined("and", "&&", condition);

  const condition = (): JsonPattern => {
    if (!isNext("(")) return comparison();
    takeText("(");
    const inner = or();
    takeText(")");
    return inner;
  };
  const comparison = (): JsonPattern => {
    const selector = take("a selector such as $.level", ({ kind }) => kind === "selector");
    const path = selector.kind === "selector" ? selector.path : [];
    if (isNext("NOT")) {
      takeText("NOT");
      takeText("EXISTS");
      return { kind: "not exists", path };
    }
    if (isNext("IS")) {
      takeText("IS");
      const { text } = take("NULL, TRUE or FALSE", (token) => ["NULL", "TRUE", "FALSE"].includes(token.text));
      return { kind: "is", path, value: text === "NULL" ? null : text === "TRUE" };
    }
    const operators = ["=", "!=", "<", "<=", ">", ">="];
    const operator = take("=, !=, <, <=, >, >=, IS or NOT EXISTS", ({ text }) => operators.includes(text));
    return operand(path, operator.text as NumberOperator);
  };
  const operand = (path: JsonPath, operator: NumberOperator): JsonPattern => {
    const value = take(
      "a number, a text or a %regular expression%",
      ({ kind }) => kind !== "symbol" && kind !== "selector",
    );
    if (value.kind === "word" && isNumber(value.text))
      return { kind: "number", path, operator, value: Number(value.text) };
    if (operator !== "=" && operator !== "!=")
      throw patternError(pattern, value.at, `expected a number after ${operator}`);
    return { kind: "text", path, equal: operator === "=", form: formOf(value) };
  };
  const formOf = (value: Token): RegExp => {
    if (value.kind !== "regex") return wildcard(value.kind === "quoted" ? unquoted(value.text) : value.text);
    try {
      return new RegExp(value.text.slice(1, -1));
    } catch {
      throw patternError(pattern, value.at, "expected a valid regular expression");
    }
  };

  takeText("{");
  const whole = or();
  takeText("}");
  if (next < tokens.length) throw patternError(pattern, at(), "expected nothing behind }");
  return whole;
};

const compare: Readonly<Record<NumberOperator, (value: number, wanted: number) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  "<": (value, wanted) => value < wanted,
  "<=": (value, wanted) => value <= wanted,
  ">": (value, wanted) => value > wanted,
  ">=": (value, wanted) => value >= wanted,
};

/** Whether a parsed log line meets a pattern. A field that is absent, a list or an object meets no comparison, not even !=. */
export const matchJsonPattern = (pattern: JsonPattern, line: unknown): boolean => {
  if (pattern.kind === "and") return matchJsonPattern(pattern.left, line) && matchJsonPattern(pattern.right, line);
  if (pattern.kind === "or") return matchJsonPattern(pattern.left, line) || matchJsonPattern(pattern.right, line);
  const selected = select(line, pattern.path);
  if (pattern.kind === "not exists") return !selected.found;
  if (!selected.found) return false;
  const { value } = selected;
  switch (pattern.kind) {
    case "is":
      return value === pattern.value;
    case "number":
      return typeof value === "number" && compare[pattern.operator](value, pattern.value);
    case "text":
      return (
        (typeof value === "string" || typeof value === "number") && pattern.form.test(String(value)) === pattern.equal
      );
  }
};
