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

test.run();
