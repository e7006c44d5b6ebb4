import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromAttribute, fromAttributes, toAttribute, toAttributes } from "../../../runtime/adapters/attribute-value";
import { isStorableJson } from "../../../runtime/codec/storable-json";

const test = suite("attribute value");

test("writes each kind of JSON as DynamoDB has it", () => {
  assert.equal(
    toAttributes({ text: "é", number: -1.5, truth: false, nothing: null, list: ["a", [1]], map: { a: {} }, empty: "" }),
    {
      text: { S: "é" },
      number: { N: "-1.5" },
      truth: { BOOL: false },
      nothing: { NULL: true },
      list: { L: [{ S: "a" }, { L: [{ N: "1" }] }] },
      map: { M: { a: { M: {} } } },
      empty: { S: "" },
    },
  );
});

test("leaves undefined out of objects, at any depth", () => {
  assert.equal(toAttributes({ a: undefined, b: { c: undefined, d: 1 } }), { b: { M: { d: { N: "1" } } } });
});

test("keeps prototype names as plain data, both ways", () => {
  const text = '{"__proto__":{"__proto__":"x"},"constructor":{"prototype":{"a":1}},"hasOwnProperty":"y"}';
  const back = fromAttribute(toAttribute(JSON.parse(text)));
  assert.is(JSON.stringify(back), text);
  assert.is(Reflect.get({}, "a"), undefined);
});

test("reads sets as lists, and numbers as numbers", () => {
  assert.equal(
    fromAttributes({ s: { SS: ["sms", "email"] }, n: { NS: ["1", "2.5"] }, one: { N: "9007199254740991" } }),
    {
      s: ["sms", "email"],
      n: [1, 2.5],
      one: 9007199254740991,
    },
  );
});

test("reads what has no place in our records as null", () => {
  assert.equal(fromAttributes({ binary: { B: new Uint8Array([1]) }, set: { BS: [] }, nothing: { NULL: true } }), {
    binary: null,
    set: null,
    nothing: null,
  });
});

test("whatever JSON may be stored comes back the same", () => {
  const safe = fc.oneof(
    fc.maxSafeInteger(),
    fc.float({ noNaN: true, noDefaultInfinity: true, max: 2 ** 50, min: -(2 ** 50) }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string(),
      safe,
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("map"),
    ),
    list: fc.array(tie("value")),
    map: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor")), tie("value")),
  }));
  fc.assert(
    fc.property(value.filter(isStorableJson), (json) => {
      assert.is(JSON.stringify(fromAttribute(toAttribute(json))), JSON.stringify(json));
    }),
  );
});

test.run();
