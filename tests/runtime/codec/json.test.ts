import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import * as t from "io-ts";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decodeOr, faultyPaths, isJsonObject, parseJson } from "../../../runtime/codec/json";
import { isStorableName, unstorableIn } from "../../../runtime/request/storable-json";
import { isStorableText, NonEmptyText } from "../../../runtime/request/text";

const testJsonObject = suite("JSON object");

testJsonObject("is an object, and neither null nor a list nor a plain value", () => {
  assert.equal([{}, { a: 1 }, JSON.parse('{"__proto__":null}')].map(isJsonObject), [true, true, true]);
  assert.equal([null, [], [{}], "{}", 1, true, undefined].map(isJsonObject), Array(7).fill(false));
});

const testParseJson = suite("parse JSON");

const parse = parseJson(() => "not JSON");

testParseJson("says in our own words what is not JSON", () => {
  assert.equal(
    ["", "{", "{'a':1}", '{"a":NaN}', "undefined", '{"secret":"x"'].map((text) => parse(text)),
    Array(6).fill(E.left("not JSON")),
  );
});

testParseJson("reads escapes as they are meant, however many backslashes stand before them", () => {
  const text = String.raw`{"a":"\u00e9\ud83d\ude00\ufffe\u0041\u0000\n\"\\u00e9\\\u00e9\/"}`;
  assert.equal(parse(text), E.right({ a: 'é😀\uFFFEA\u0000\n"\\u00e9\\é/' }));
});

testParseJson("keeps lone surrogates for the checks to find", () => {
  assert.equal(parse(String.raw`{"a":"\ud800x\udc00"}`), E.right({ a: "\uD800x\uDC00" }));
});

testParseJson("an escape outside of a string stays a fault", () => {
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
  testParseJson(`the key ${written} is not taken for the key ${before} of a text parsed before`, () => {
    const textWith = (key: string): string => `{"as in this test only, ${meant}":0,"${key}":1}`;
    parse(textWith(before));
    const parsed = parse(textWith(written));
    assert.is(E.isRight(parsed) && Object.keys(Object(parsed.right))[1], meant);
  });

const testFaultyPaths = suite("faulty paths");

const pathsOf = (codec: t.Decoder<unknown, unknown>, value: unknown): readonly string[] => {
  const decoded = codec.decode(value);
  return E.isLeft(decoded) ? faultyPaths(decoded.left) : [];
};

testFaultyPaths("names the field and what it should hold, without its value", () => {
  const codec = t.type({ a: t.type({ b: NonEmptyText }), c: t.number });
  assert.equal(pathsOf(codec, { a: { b: " " }, c: "secret" }), [
    "a.b (expected a non-empty string)",
    "c (expected number)",
  ]);
});

testFaultyPaths("leaves out the branches of intersections and unions", () => {
  const codec = t.readonly(t.intersection([t.type({ a: t.string }), t.partial({ b: t.union([t.string, t.null]) })]));
  assert.equal(pathsOf(codec, { b: 5 }), ["a (expected string)", "b (expected string)", "b (expected null)"]);
});

testFaultyPaths("keeps a field whose name is a number", () => {
  assert.equal(pathsOf(t.type({ variables: t.record(t.string, t.string) }), { variables: { "1": 5 } }), [
    "variables.1 (expected string)",
  ]);
});

testFaultyPaths("says the same thing once", () => {
  const codec = t.intersection([t.type({ a: t.string }), t.type({ a: t.string })]);
  assert.equal(pathsOf(codec, {}), ["a (expected string)"]);
});

testFaultyPaths("names the value itself where it has no fields", () => {
  assert.equal(pathsOf(NonEmptyText, 5), ["value (expected a non-empty string)"]);
});

const testDecodeOr = suite("decode or");

const decode = decodeOr(t.type({ a: t.string, b: t.number }), (places) => ({ places }));

testDecodeOr("gives the decoded value", () => {
  assert.equal(decode({ a: "x", b: 1 }), E.right({ a: "x", b: 1 }));
});

testDecodeOr("gives all faulty places in one text", () => {
  assert.equal(decode({ a: 5 }), E.left({ places: "a (expected string), b (expected number)" }));
});

const testStorableJson = suite("storable JSON");

/** Where the first fault is. */
const faultIn = (value: unknown): string | undefined => O.toUndefined(unstorableIn(value, "root"))?.path;
const isStorableJson = (value: unknown): boolean => faultIn(value) === undefined;

testStorableJson("text may hold anything but NUL and lone surrogates", () => {
  const storable = ["", "a", "😀", "\u0001", "\uFFFE", "\uFFFF", "\u2028", "\uFEFF"];
  const notStorable = ["\u0000", "a\u0000b", "\uD800", "\uDC00", "\uDE00\uD83D", "😀\uD83D"];
  assert.equal(storable.filter(isStorableText), storable);
  assert.equal(notStorable.filter(isStorableText), []);
});

testStorableJson("a name is text of 1 to 65,535 bytes, as DynamoDB has it", () => {
  assert.equal(["", "a", "__proto__", "\u0000", "é".repeat(32_767), "é".repeat(32_768)].map(isStorableName), [
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
});

testStorableJson("numbers are those of JavaScript's safe range that DynamoDB can hold", () => {
  const storable = ["0", "-0", "0.1", "-1.5e3", "9007199254740991", "-9007199254740991", "1e-130"];
  const notStorable = [
    "9007199254740992",
    "9007199254740993",
    "-9007199254740993",
    "1e400",
    "-1e400",
    "5e-324",
    "1e21",
  ];
  assert.equal(
    storable.filter((text) => isStorableJson(JSON.parse(text))),
    storable,
  );
  assert.equal(
    notStorable.filter((text) => isStorableJson(JSON.parse(text))),
    [],
  );
});
