import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isStorableJson, isStorableName, isStorableText } from "../../../runtime/codec/storable-json";

const test = suite("storable JSON");

const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
const nestedObjects = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

test("text may hold anything but NUL and lone surrogates", () => {
  const storable = ["", "a", "😀", "\u0001", "\uFFFE", "\uFFFF", "\u2028", "\uFEFF"];
  const notStorable = ["\u0000", "a\u0000b", "\uD800", "\uDC00", "\uDE00\uD83D", "😀\uD83D"];
  assert.equal(storable.filter(isStorableText), storable);
  assert.equal(notStorable.filter(isStorableText), []);
});

test("a name is text of 1 to 65,535 bytes, as DynamoDB has it", () => {
  assert.equal(["", "a", "__proto__", "\u0000", "é".repeat(32_767), "é".repeat(32_768)].map(isStorableName), [
    false,
    true,
    true,
    false,
    true,
    false,
  ]);
});

test("nests at most 16 levels deep, lists and objects counted alike", () => {
  assert.equal([nested(16), nested(17), nestedObjects(16), nestedObjects(17)].map(isStorableJson), [
    true,
    false,
    true,
    false,
  ]);
});

test("ends at once on 100,000 levels", () => {
  assert.is(isStorableJson(nested(100_000)), false);
});

test("numbers are those of JavaScript's safe range that DynamoDB can hold", () => {
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

test("finds a fault wherever it stands", () => {
  const inMany = { list: [{ deep: { text: "fine" } }, [null, true, { "": 1 }]] };
  const inKey = { list: [{ "a\u0000": 1 }] };
  assert.equal([inMany, inKey, ["\uD800"], { a: [Infinity] }].map(isStorableJson), [false, false, false, false]);
});

test("prototype names are names like others", () => {
  assert.is(isStorableJson(JSON.parse('{"__proto__":{"a":1},"constructor":null,"hasOwnProperty":"x"}')), true);
  assert.is(isStorableJson(JSON.parse('{"__proto__":"\\u0000"}')), false);
});

test("is decided for any JSON value", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => typeof isStorableJson(value) === "boolean"));
});

test.run();
