import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { type ParsedLine, parseFilterPattern } from "./filter-pattern";
import { type JsonPath, readJsonPath, select } from "./json-path";
import type { Dimensions, MetricStore } from "./metric-store";

type MetricTransformation = {
  readonly namespace: string;
  readonly name: string;
  /** A number, or a selector such as `$.message.durationMs`. */
  readonly value: string;
  readonly defaultValue?: number;
  readonly unit?: string;
  /** Values are selectors. */
  readonly dimensions?: Readonly<Record<string, string>>;
};

export type MetricFilterDeclaration = {
  readonly name: string;
  readonly logGroup: string;
  readonly pattern: string;
  readonly transformations: readonly MetricTransformation[];
};

export type MetricFilter = { readonly logGroup: string; readonly apply: (line: ParsedLine, at: number) => void };

const MINUTE_MILLIS = 60_000;

const pathOf = (text: string, where: string): JsonPath => {
  const read = readJsonPath(text, 0);
  if (read === undefined || read.end !== text.length)
    throw new Error(`${where}: "${text}" is not a selector such as $.a.b`);
  return read.path;
};

const valueReader = (text: string, where: string): ((line: ParsedLine) => number | undefined) => {
  if (text.trim() !== "" && Number.isFinite(Number(text))) return () => Number(text);
  const path = pathOf(text, where);
  return ({ json }) => {
    const value = O.toUndefined(select(json, path));
    return typeof value === "number" ? value : undefined;
  };
};

const dimensionReader = (declared: Dimensions, where: string): ((line: ParsedLine) => Dimensions | undefined) => {
  const paths = Object.entries(declared).map(([name, text]) => [name, pathOf(text, `${where}.${name}`)] as const);
  return ({ json }) => {
    const values = paths.map(([name, path]) => [name, select(json, path)] as const);
    // CloudWatch publishes no value when a dimension's field is missing.
    if (values.some(([, value]) => O.isNone(value))) return undefined;
    return Object.fromEntries(values.map(([name, value]) => [name, String(O.toUndefined(value))]));
  };
};

const makeTransformation = (transformation: MetricTransformation, store: MetricStore, where: string) => {
  const { namespace, name, unit, defaultValue, dimensions = {} } = transformation;
  if (defaultValue !== undefined && Object.keys(dimensions).length > 0)
    throw new Error(`${where}: a default value cannot be combined with dimensions`);
  const measure = valueReader(transformation.value, `${where}.value`);
  const dimensionsOf = dimensionReader(dimensions, `${where}.dimensions`);
  let minuteWithValue = -1;
  let minuteWithDefault = -1;
  const putDefault = (minute: number, count: number) => {
    if (defaultValue === undefined) return;
    store.put({ namespace, name, unit, dimensions: {}, value: defaultValue, at: minute * MINUTE_MILLIS }, count);
  };
  return (line: ParsedLine, at: number, matches: boolean): void => {
    const minute = Math.floor(at / MINUTE_MILLIS);
    const value = matches ? measure(line) : undefined;
    const found = value === undefined ? undefined : dimensionsOf(line);
    if (value !== undefined && found !== undefined) {
      // The default stands only for minutes in which lines came but none matched, so a match takes it back.
      if (minuteWithDefault === minute) putDefault(minute, -1);
      minuteWithDefault = -1;
      minuteWithValue = minute;
      store.put({ namespace, name, unit, dimensions: found, value, at });
    } else if (minuteWithValue !== minute && minuteWithDefault !== minute) {
      minuteWithDefault = minute;
      putDefault(minute, 1);
    }
  };
};

/** A metric filter over the lines of one log group; a wrong pattern or selector is refused with the filter's name. */
export const makeMetricFilter = (filter: MetricFilterDeclaration, store: MetricStore): MetricFilter => {
  const { name, logGroup, pattern } = filter;
  const where = `metric filter "${name}"`;
  const matches = parseFilterPattern(pattern);
  if (E.isLeft(matches)) throw new Error(`${where}: ${matches.left}`);
  const transformations = filter.transformations.map((each) => makeTransformation(each, store, where));
  return {
    logGroup,
    apply: (line, at) => {
      const matched = matches.right(line);
      for (const transform of transformations) transform(line, at, matched);
    },
  };
};
