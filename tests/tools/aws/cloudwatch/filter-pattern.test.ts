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
  message: {
    event: "record-update-failed",
    critical: true,
    count: 3,
    ratio: 0.5,
    detail: null,
    list: [{ id: "a" }, { id: "b" }],
  },
  "detail-type": "x",
  "with space": "y",
  text: 'say "hi" (100%)',
});

const table: readonly (readonly [pattern: string, matches: boolean])[] = [
  ['{ $.level = "ERROR" }', true],
  ["{ $.level = ERROR }", true],
  ['{ $.level = "WARN" }', false],
  ['{ $.level != "WARN" }', true],
  ['{ $.level = "error" }', false],
  ["{$.level=ERROR}", true],
  ["{ $.message.critical IS TRUE }", true],
  ["{ $.message.critical IS FALSE }", false],
  ["{ $.message.critical = true }", false],
  ["{ $.message.detail IS NULL }", true],
  ["{ $.message.nothing IS NULL }", false],
  ["{ $.message.nothing NOT EXISTS }", true],
  ["{ $.message.detail NOT EXISTS }", false],
  ['{ $.message.nothing != "x" }', false],
  ["{ $.message.count = 3 }", true],
  ["{ $.message.count != 3 }", false],
  ["{ $.message.count > 2 && $.message.count < 4 }", true],
  ["{ $.message.count >= 3.0 && $.message.count <= 3e0 }", true],
  ["{ $.message.ratio > .4 }", true],
  ["{ $.level > 1 }", false],
  ['{ ($.level = "ERROR") && ($.message.event = "record*") }', true],
  ["{ $.message.event = *update* }", true],
  ["{ $.message.event = record }", false],
  ["{ $.message.event = * }", true],
  ["{ $.message = * }", false],
  ['{ $.message.list[1].id = "b" }', true],
  ['{ $.message.list[2].id = "b" }', false],
  ["{ $.message.list = a }", false],
  ["{ $.detail-type = x }", true],
  ['{ $["with space"] = "y" }', true],
  ['{ $.text = "say \\"hi\\" (100%)" }', true],
  ["{ $.message.event = %^record-[a-z]+% }", true],
  ["{ $.message.event != %failed$% }", false],
  ['{ $.level = "WARN" || $.level = "ERROR" && $.message.count = 9 }', false],
  ['{ $.level = "ERROR" || $.level = "WARN" && $.message.count = 9 }', true],
  ['{ ($.level = "ERROR" || $.level = "WARN") && $.message.count = 9 }', false],
  ["{ $.toString = * }", false],
  ["", true],
  ["ERROR", true],
  ["error", false],
  ['"record-update-failed" ERROR', true],
  ["ERROR missing", false],
  ["?missing ?ERROR", true],
  ["?missing ?absent", false],
  ["ERROR -critical", false],
  ["ERROR -absent", true],
  ["%record-[a-z]+%", true],
  ["%^record%", false],
];

for (const [pattern, matches] of table)
  test(`${pattern || "(empty)"} ${matches ? "matches" : "does not match"}`, () =>
    assert.equal(matching(pattern, line), E.right(matches)));

test("a JSON pattern never matches a line that is not JSON, such as Lambda's text format prefixes it", () => {
  const text = `2026-11-20T10:39:00Z r-1 ERROR ${line}`;
  assert.equal(matching("{ $.level NOT EXISTS }", text), E.right(false));
});

const refused: readonly (readonly [pattern: string, message: string])[] = [
  ['{ $.level "ERROR" }', "position 11: expected =, !=, <, <=, >, >=, IS or NOT EXISTS"],
  ["{ $.level = }", "position 13: expected a number, a text or a %regular expression%"],
  ["{ level = 1 }", "position 3: expected a selector such as $.level"],
  ["{ $ = 1 }", "position 3: expected a selector such as $.a.b[0]"],
  ["{ ($.a = 1 }", "position 12: expected )"],
  ["{ $.a = 1 } x", "position 13: expected nothing behind }"],
  ["{ $.a = 1", "position 10: expected }"],
  ["{ $.a IS true }", "position 10: expected NULL, TRUE or FALSE"],
  ["{ $.a NOT THERE }", "position 11: expected EXISTS"],
  ['{ $.a > "x" }', "position 9: expected a number after >"],
  ["{ $.a = 1 & $.b = 1 }", "position 11: unexpected &"],
  ["{ $.a[*] = 1 }", "position 6: unexpected ["],
  ["{ $.a = %(% }", "position 9: expected a valid regular expression"],
  ["{ }", "position 3: expected a selector such as $.level"],
  ["ERROR some-thing", "position 7: expected a word, or a phrase in double quotes"],
  ["ERROR ?WARN", "position 7: ? terms cannot be combined with other terms"],
  ["[ip, user]", "position 1: space-delimited patterns are not supported locally"],
];

for (const [pattern, message] of refused)
  test(`${pattern} is refused with its position`, () =>
    assert.equal(parseFilterPattern(pattern), E.left(`filter pattern ${pattern} is wrong at ${message}`)));
