import { matchJsonPattern } from "./match-json-pattern";
import { parseJsonPattern } from "./parse-json-pattern";
import { patternError } from "./pattern-error";
import { parseTermPattern } from "./term-pattern";

/** One log line, with what it holds as JSON (undefined when it is not JSON). */
export type LogLine = { readonly text: string; readonly json: unknown };

export const readLogLine = (text: string): LogLine => {
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text, json: undefined };
  }
};

const parseRegexPattern = (pattern: string): ((line: LogLine) => boolean) => {
  try {
    const form = new RegExp(pattern.slice(1, -1));
    return ({ text }) => form.test(text);
  } catch {
    throw patternError(pattern, 0, "expected a valid regular expression");
  }
};

/** Reads a CloudWatch Logs filter pattern: JSON, terms, a %regular expression% or empty (every line); others are refused. */
export const parseFilterPattern = (pattern: string): ((line: LogLine) => boolean) => {
  const trimmed = pattern.trim();
  if (trimmed === "") return () => true;
  if (trimmed.startsWith("["))
    throw patternError(pattern, pattern.indexOf("["), "space-delimited patterns are not supported locally");
  if (trimmed.startsWith("{")) {
    const parsed = parseJsonPattern(pattern);
    return ({ json }) => json !== undefined && matchJsonPattern(parsed, json);
  }
  if (/^%[^%]+%$/.test(trimmed)) return parseRegexPattern(trimmed);
  const matches = parseTermPattern(pattern);
  return ({ text }) => matches(text);
};
