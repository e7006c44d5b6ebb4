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

// In AWS's own patterns a * stands for any text.
const CONDITION = /^\$((?:\.\w+)+)\s*(?:=\s*"([^"*\\]*)"|IS TRUE)$/;

const readCondition = (text: string): E.Either<string, Matches> => {
  const [, path, wanted = true] = CONDITION.exec(text) ?? [];
  return path === undefined
    ? E.left(`${text} is not like $.message.event = "name" or $.message.critical IS TRUE`)
    : E.right(({ json }) => valueAt(json, path.split(".").slice(1)) === wanted);
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
