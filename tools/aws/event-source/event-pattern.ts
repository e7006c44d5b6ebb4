import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";

type Test = (value: unknown) => boolean;

const isPlain = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);

/** The comparisons of a leaf; an absent value is undefined. */
const comparisons: Readonly<Record<string, (operand: unknown) => Test | undefined>> = {
  exists: (operand) =>
    typeof operand === "boolean" ? (value) => operand === (value !== undefined && isPlain(value)) : undefined,
  prefix: (operand) =>
    typeof operand === "string" ? (value) => typeof value === "string" && value.startsWith(operand) : undefined,
};

const leafTest = (at: string, condition: unknown): Test => {
  if (isPlain(condition)) return (value) => value === condition;
  const [[name = "", operand] = [], ...more] = isJsonObject(condition) ? Object.entries(condition) : [];
  const test = more.length === 0 && Object.hasOwn(comparisons, name) ? comparisons[name]?.(operand) : undefined;
  if (test !== undefined) return test;
  throw new Error(
    `${at}: the local run compares by a value, { exists: true | false } or { prefix: text }, not by ${JSON.stringify(condition)}`,
  );
};

const memberOf = (value: unknown, name: string): unknown =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const patternTest = (at: string, pattern: JsonObject): Test => {
  const tests = Object.entries(pattern).map(([name, part]): Test => {
    const place = `${at}.${name}`;
    if (isJsonObject(part)) {
      const inner = patternTest(place, part);
      return (value) => inner(memberOf(value, name));
    }
    if (!Array.isArray(part) || part.length === 0)
      throw new Error(`${place}: must be a pattern, or a list of what it may be`);
    const any = part.map((condition) => leafTest(place, condition));
    return (value) => any.some((one) => one(memberOf(value, name)));
  });
  return (value) => tests.every((one) => one(value));
};

/**
 * Which events pass the filters of a mapping: any of the patterns, or all where there is none. Throws for what is no pattern, or for a comparison
 * that is not known here, by its place. https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export const passes = (patterns: readonly unknown[]): Test => {
  const tests = patterns.map((pattern, at) => {
    if (isJsonObject(pattern)) return patternTest(`filters[${at}]`, pattern);
    throw new Error(`filters[${at}]: must be a pattern`);
  });
  return (event) => tests.length === 0 || tests.some((one) => one(event));
};
