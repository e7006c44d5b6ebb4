import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseFilterPattern, parseLine } from "../../../../tools/aws/cloudwatch/filter-pattern";

const matching = (pattern: string, line: string) => pipe(parseFilterPattern(pattern), E.ap(E.right(parseLine(line))));

// What Lambda's JSON log format emits for console.error({ event: …, critical: true })
const line = JSON.stringify({
  timestamp: "2026-11-20T10:39:00.000Z",
  level: "ERROR",
  requestId: "r-1",
  message: { event: "record-update-failed", critical: true, detail: null },
});

const table: readonly (readonly [pattern: string, matches: boolean])[] = [
  ['{ $.level = "ERROR" }', true],
  ['{$.level="ERROR"}', true],
  ['{ $.level = "WARN" }', false],
  ['{ $.level = "error" }', false],
  ['{ $.level != "WARN" }', true],
  ['{ $.level != "ERROR" }', false],
  ['{ $.message.detail != "x" }', false],
  ['{ $.message.event = "record*" }', true],
  ['{ $.message.event = "update*" }', false],
  ['{ $.message.event != "record*" }', false],
  ["{ $.message.critical IS TRUE }", true],
  ["{ $.level IS TRUE }", false],
  ["{ $.message.detail IS TRUE }", false],
  ["{ $.message.nothing IS TRUE }", false],
  ['{ ($.level = "ERROR") && ($.message.event = "record-update-failed") }', true],
  ['{ ($.level = "ERROR") && ($.message.event = "record") }', false],
  ['{ ($.level = "WARN") && ($.message.critical IS TRUE) }', false],
  ["{ $.toString IS TRUE }", false],
];

for (const [pattern, matches] of table)
  test(`${pattern} ${matches ? "matches" : "does not match"}`, () =>
    assert.equal(matching(pattern, line), E.right(matches)));

test("a pattern never matches a line that is not JSON, such as Lambda's text format prefixes it", () => {
  const text = `2026-11-20T10:39:00Z r-1 ERROR ${line}`;
  assert.equal(matching('{ $.level = "ERROR" }', text), E.right(false));
});

for (const pattern of [
  "",
  "ERROR",
  "%record-[a-z]+%",
  "[ip, user]",
  "{ $.level = ERROR }",
  '{ $.level = "WARN" || $.level = "ERROR" }',
  '{ $.message.event = "*update*" }',
  "{ $.message.count > 2 }",
  "{ $.message.nothing NOT EXISTS }",
  '{ $.message.list[1].id = "b" }',
  '{ ($.level = "ERROR" }',
])
  test(`${pattern || "the empty pattern"} is refused by name`, () => {
    const read = parseFilterPattern(pattern);
    assert.ok(E.isLeft(read) && read.left.startsWith(`filter pattern ${pattern} is not supported locally: `));
  });
