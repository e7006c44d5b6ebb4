import * as fc from "fast-check";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasApplied } from "../../../runtime/adapters/dynamo-items";
import { fromAttribute, fromAttributes, toAttribute, toAttributes } from "../../../runtime/codec/attribute-value";
import { unstorableIn } from "../../../runtime/request/storable-json";

const testAttributeValue = suite("attribute value");

testAttributeValue("writes each kind of JSON as DynamoDB has it", () => {
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

testAttributeValue("leaves undefined out of objects, at any depth", () => {
  assert.equal(toAttributes({ a: undefined, b: { c: undefined, d: 1 } }), { b: { M: { d: { N: "1" } } } });
});

testAttributeValue("reads sets as lists, and numbers as numbers", () => {
  assert.equal(
    fromAttributes({ s: { SS: ["sms", "email"] }, n: { NS: ["1", "2.5"] }, one: { N: "9007199254740991" } }),
    {
      s: ["sms", "email"],
      n: [1, 2.5],
      one: 9007199254740991,
    },
  );
});

testAttributeValue("reads what has no place in our records as null", () => {
  assert.equal(fromAttributes({ binary: { B: new Uint8Array([1]) }, set: { BS: [] }, nothing: { NULL: true } }), {
    binary: null,
    set: null,
    nothing: null,
  });
});

testAttributeValue("whatever JSON may be stored comes back the same", () => {
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
    fc.property(
      value.filter((json) => O.isNone(unstorableIn(json, ""))),
      (json) => {
        assert.is(JSON.stringify(fromAttribute(toAttribute(json))), JSON.stringify(json));
      },
    ),
  );
});

const change = {
  when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
  set: { send_state: "sending", draft: { variables: { "1": "Ada" } } },
};
const record = { lease_owner: "me", send_state: "sending", draft: { variables: { "1": "Ada" } }, more: 1 };

const testHasApplied = suite("has-applied");

testHasApplied("a record that is as the change makes it, by the one who may make it, has it", () => {
  assert.ok(hasApplied(record, change));
});

for (const [what, other] of [
  ["one value of it is another", { ...record, send_state: "sent" }],
  ["a value within is another", { ...record, draft: { variables: { "1": "Bob" } } }],
  ["a value is missing", { ...record, draft: undefined }],
  ["it is another's by now", { ...record, lease_owner: "other" }],
  ["it is nobody's", { ...record, lease_owner: undefined }],
] as const) {
  testHasApplied(`a record has it not if ${what}`, () => {
    assert.not(hasApplied(other, change));
  });
}

testHasApplied("of a change that sets nothing nobody can say", () => {
  assert.not(hasApplied(record, { when: {}, set: {} }));
});
