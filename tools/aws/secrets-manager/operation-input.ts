import type { SecretContent } from "./secret";
import { serviceError } from "./service-error";

export type Input = Readonly<Record<string, unknown>>;

const invalid = (message: string) => serviceError("InvalidParameterException", message);

/** Refuses by name the parameters that an operation of this stand-in does not know. */
export const requireKnown = (input: Input, known: readonly string[]): void => {
  const others = Object.keys(input).filter((name) => !known.includes(name));
  if (others.length > 0) throw invalid(`${others.join(", ")} is not supported by the local Secrets Manager.`);
};

const typed =
  <T>(kind: string, is: (value: unknown) => value is T) =>
  (input: Input, name: string): T | undefined => {
    const value = input[name];
    if (value === undefined || value === null) return undefined;
    if (is(value)) return value;
    throw serviceError("SerializationException", `${name} must be a ${kind}`);
  };

export const text = typed("string", (value): value is string => typeof value === "string");
export const number = typed("number", (value): value is number => typeof value === "number");
export const flag = typed("boolean", (value): value is boolean => typeof value === "boolean");
export const texts = typed(
  "list of strings",
  (value): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === "string"),
);
export const records = typed(
  "list of objects",
  (value): value is readonly Input[] =>
    Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null),
);

export const requiredText = (input: Input, name: string): string => {
  const value = text(input, name);
  if (value !== undefined && value !== "") return value;
  throw serviceError("ValidationException", `Value at '${name}' failed to satisfy constraint: Member must not be null`);
};

/** The value to store, or undefined when the request carries none. */
export const content = (input: Input): SecretContent | undefined => {
  const SecretString = text(input, "SecretString");
  const SecretBinary = text(input, "SecretBinary");
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalid("You can't specify both a binary secret value and a string secret value in the same secret.");
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? undefined : { SecretBinary };
};

/** `[{ Key, Value }]` as a record. */
export const tags = (input: Input): Readonly<Record<string, string>> =>
  Object.fromEntries((records(input, "Tags") ?? []).map((tag) => [requiredText(tag, "Key"), text(tag, "Value") ?? ""]));

/** One page of a list by MaxResults (default 100) and NextToken (an offset). */
export const pageOf = <T>(
  all: readonly T[],
  input: Input,
): { readonly items: readonly T[]; readonly more: { readonly NextToken?: string } } => {
  const start = Number(text(input, "NextToken") ?? 0);
  if (!Number.isInteger(start) || start < 0) throw serviceError("InvalidNextTokenException", "NextToken is not valid.");
  const end = start + (number(input, "MaxResults") ?? 100);
  return { items: all.slice(start, end), more: end < all.length ? { NextToken: String(end) } : {} };
};
