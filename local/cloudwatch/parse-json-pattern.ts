import type { JsonPath } from "./json-path";
import type { JsonPattern, NumberOperator } from "./json-pattern";
import { type Token, tokensOf } from "./json-pattern-tokens";
import { patternError } from "./pattern-error";

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
