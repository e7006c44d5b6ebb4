import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { isJsonObject, parseJson } from "../../../runtime/codec/json";

/** One log line as JSON (undefined when it is not JSON). */
export type ParsedLine = { readonly json: unknown };

export const parseLine = (text: string): ParsedLine => ({
  json: E.toUnion(parseJson(() => undefined)(text)),
});

type Matches = (line: ParsedLine) => boolean;

const valueAt = (root: unknown, names: readonly string[]): unknown =>
  names.reduce((value, name) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), root);

// A * stands for any text; AWS takes it at other places than the end too.
const CONDITION = /^\$((?:\.\w+)+)\s*(?:(!?=)\s*"([^"*\\]*)(\*?)"|IS TRUE)$/;

const readCondition = (text: string): E.Either<string, Matches> => {
  const [, path, operator, wanted = "", star] = CONDITION.exec(text) ?? [];
  if (path === undefined)
    return E.left(`${text} is not like $.message.event = "name", $.path != "/begin*" or $.message.critical IS TRUE`);
  const isWanted = (value: unknown): boolean =>
    typeof value === "string" && (star === "*" ? value.startsWith(wanted) : value === wanted) === (operator === "=");
  return E.right(({ json }) => {
    const value = valueAt(json, path.split(".").slice(1));
    return operator === undefined ? value === true : isWanted(value);
  });
};

const conditionsIn = (pattern: string): readonly string[] =>
  (/^\{(.*)\}$/s.exec(pattern.trim())?.[1] ?? pattern)
    .split("&&")
    .map((part) => part.trim().replace(/^\((.*)\)$/s, "$1"));

/**
 * Reads a filter pattern of CloudWatch Logs, as far as our alarms use them: `{ ($.level = "ERROR") && ($.message.critical IS TRUE) }`.
 * Others are refused. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const parseFilterPattern = (pattern: string): E.Either<string, Matches> =>
  pipe(
    conditionsIn(pattern),
    E.traverseArray(readCondition),
    E.bimap(
      (fault) => `filter pattern ${pattern} is not supported locally: ${fault}`,
      (conditions) => (line) => conditions.every((matches) => matches(line)),
    ),
  );
