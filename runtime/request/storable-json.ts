import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RA from "fp-ts/ReadonlyArray";
import { isJsonObject, type JsonObject } from "../codec/json";
import type { DataLimits } from "./request";
import { isStorableText } from "./text";

/** Levels of objects and lists within each other, the outermost counted. */
export const MAXIMUM_DEPTH = 16;

/** DynamoDB's smallest positive number (developer guide, "Naming rules and data types"); the largest safe integer is far below its greatest. */
export const SMALLEST_NUMBER = 1e-130;

/** Bytes of a DynamoDB attribute's name, nested ones included (developer guide, "Naming rules and data types"). */
const LONGEST_NAME = 65_535;

/** What can be the name of a field in a record. */
export const isStorableName = (name: string): boolean =>
  name !== "" && isStorableText(name) && Buffer.byteLength(name, "utf8") <= LONGEST_NAME;

/** Where in a value something cannot be carried to the record, and what it must be; the value itself is never told. */
export type Unstorable = { readonly path: string; readonly must: string };

export const TEXT = "must hold no NUL and no half of a surrogate pair";
export const NAMES = "must have names of 1 to 65,535 bytes, without NUL and halves of surrogate pairs";

const mustOf = (value: unknown): string | undefined => {
  if (typeof value === "string") return isStorableText(value) ? undefined : TEXT;
  if (typeof value !== "number" || value === 0) return undefined;
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return `must be a number that JavaScript holds exactly, up to ${Number.MAX_SAFE_INTEGER}, or text`;
  return Math.abs(value) < SMALLEST_NUMBER
    ? `must be 0 or at least ${SMALLEST_NUMBER} away from it, or text`
    : undefined;
};

/** A name comes from outside, and may be anything: only one that looks like a field's is shown. */
export const isShown = (name: string): boolean => /^[a-z][a-z0-9_]{0,63}$/i.test(name);

/** The parts of a value with the step that leads to each. */
const partsOf = (value: readonly unknown[] | JsonObject): readonly (readonly [step: string, part: unknown])[] =>
  Array.isArray(value)
    ? value.map((item, at) => [`[${at}]`, item])
    : Object.entries(value).map(([name, item]) => [isShown(name) ? `.${name}` : ".…", item]);

const hasParts = (value: unknown): value is readonly unknown[] | JsonObject =>
  Array.isArray(value) || isJsonObject(value);

/** What a value by itself must be, apart from its parts, so many levels above the deepest. */
type Rule = (value: unknown, levels: number) => string | undefined;

/** The first place in a value that breaks a rule. */
const firstWithin = (rule: Rule, value: unknown, path: string, levels: number): O.Option<Unstorable> => {
  const must = rule(value, levels);
  if (must !== undefined) return O.some({ path, must });
  return hasParts(value)
    ? pipe(
        partsOf(value),
        RA.findFirstMap(([step, part]) => firstWithin(rule, part, `${path}${step}`, levels - 1)),
      )
    : O.none;
};

const storable: Rule = (value, levels) => {
  if (!hasParts(value)) return mustOf(value);
  if (levels === 0) return `must not be nested: there are ${MAXIMUM_DEPTH} levels around it`;
  return Array.isArray(value) || Object.keys(value).every(isStorableName) ? undefined : NAMES;
};

/** The first place that keeps parsed JSON from being carried unchanged to the record: its depth, a number, a text or a name. */
export const unstorableIn = (value: unknown, path: string): O.Option<Unstorable> =>
  firstWithin(storable, value, path, MAXIMUM_DEPTH);

/** Characters of a field's name, where a project limits its data. */
const LONGEST_LIMITED_NAME = 128;

const within =
  ({ text, list }: DataLimits): Rule =>
  (value) => {
    if (typeof value === "string") return value.length > text ? `must have at most ${text} characters` : undefined;
    if (Array.isArray(value)) return value.length > list ? `must have at most ${list} items` : undefined;
    if (!isJsonObject(value)) return undefined;
    const names = Object.keys(value);
    if (names.length > list) return `must have at most ${list} fields`;
    return names.some((name) => name.length > LONGEST_LIMITED_NAME)
      ? `must have names of at most ${LONGEST_LIMITED_NAME} characters`
      : undefined;
  };

/** The first place that is larger than a project takes. The whole is measured first: what is within it is then not much to walk through. */
export const tooLargeIn = (section: unknown, path: string, limits: DataLimits): O.Option<Unstorable> =>
  Buffer.byteLength(JSON.stringify(section), "utf8") > limits.bytes
    ? O.some({ path, must: `must have at most ${limits.bytes} bytes as JSON` })
    : firstWithin(within(limits), section, path, MAXIMUM_DEPTH);
