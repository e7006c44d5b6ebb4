import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseJson } from "../../../runtime/codec/parse-json";

const test = suite("parse JSON");

const parse = parseJson(() => "not JSON");

test("gives the value", () => {
  assert.equal(parse('{"a":[1,null]}'), E.right({ a: [1, null] }));
});

test("keeps prototype names as data", () => {
  const parsed = parse('{"__proto__":{"polluted":true}}');
  assert.equal(Object.keys(E.isRight(parsed) ? Object(parsed.right) : {}), ["__proto__"]);
  assert.is(Reflect.get({}, "polluted"), undefined);
});

test("says in our own words what is not JSON", () => {
  assert.equal(
    ["", "{", "{'a':1}", '{"a":NaN}', "undefined", '{"secret":"x"'].map((text) => parse(text)),
    Array(6).fill(E.left("not JSON")),
  );
});

test("reads escapes as they are meant, however many backslashes stand before them", () => {
  const text = String.raw`{"a":"\u00e9\ud83d\ude00\ufffe\u0041\u0000\n\"\\u00e9\\\u00e9\/"}`;
  assert.equal(parse(text), E.right({ a: 'é😀\uFFFEA\u0000\n"\\u00e9\\é/' }));
});

test("keeps lone surrogates for the checks to find", () => {
  assert.equal(parse(String.raw`{"a":"\ud800x\udc00"}`), E.right({ a: "\uD800x\uDC00" }));
});

test("an escape outside of a string stays a fault", () => {
  const texts = [
    String.raw`\ufeff{}`,
    String.raw`{}\u00a0`,
    String.raw`\u007b\u007d`,
    String.raw`{"a":"\u00g9"}`,
    "\\",
  ];
  assert.equal(
    texts.map((text) => parse(text)),
    texts.map(() => E.left("not JSON")),
  );
});

const misread: readonly (readonly [string, string, string])[] = [
  [String.raw`\\`, String.raw`\uffff`, "\uFFFF"],
  [String.raw`\\u0`, String.raw`\u00e9t\u00e9`, "été"],
  [String.raw`n\\u`, String.raw`n\u00e9e`, "née"],
];

for (const [before, written, meant] of misread)
  test(`the key ${written} is not taken for the key ${before} of a text parsed before`, () => {
    const textWith = (key: string): string => `{"as in this test only, ${meant}":0,"${key}":1}`;
    parse(textWith(before));
    const parsed = parse(textWith(written));
    assert.is(E.isRight(parsed) && Object.keys(Object(parsed.right))[1], meant);
  });

test.run();
