import * as E from "fp-ts/Either";
import * as t from "io-ts";

/** A codec of one plain-worded expectation, so that a fault says what the whole must be and not what its parts are. */
export const namedType = <A>(name: string, is: t.Is<A>): t.Type<A, A, unknown> =>
  new t.Type(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), t.identity);

/** How a fault calls a structure. */
export const OBJECT = "an object";

/** Structures of the stack config arrive as JSON text; other text is left as it is, for the codec to judge. */
export const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * A number or a flag, which Pulumi's CLI also writes as text: what is set with `--secret`, and below a path whatever has a fraction.
 */
export const scalarType = <A extends number | boolean>(name: string, is: t.Is<A>): t.Type<A, A, unknown> =>
  new t.Type(
    name,
    is,
    (input, context) => {
      const value = typeof input === "string" ? parsedJson(input) : input;
      return is(value) ? t.success(value) : t.failure(input, context);
    },
    t.identity,
  );

export const PositiveInteger = scalarType(
  "a whole number above 0",
  (input): input is number => typeof input === "number" && Number.isInteger(input) && input > 0,
);
export const Flag = scalarType("true or false", t.boolean.is);
export const TextOrNull = namedType("text or null", t.union([t.string, t.null]).is);

/** What stands without quotes and would be right within them: a number of YAML, or its true and false. */
const inQuotes = (value: unknown): readonly unknown[] => {
  if (typeof value === "number") return [String(value), `+${value}`];
  if (typeof value === "boolean") return [String(value)];
  return Array.isArray(value) ? [value.map((item) => (typeof item === "number" ? String(item) : item))] : [];
};

/** That a value, or one in a list, only lacks its quotes, if that is so. */
export const lackOfQuotes = (type: Pick<t.Decoder<unknown, unknown>, "decode">, value: unknown): string | undefined => {
  if (!inQuotes(value).some((text) => E.isRight(type.decode(text)))) return undefined;
  const what = Array.isArray(value) ? "holds a number" : typeof value === "number" ? "is a number" : "is true or false";
  return `${what}: put it in quotes`;
};
