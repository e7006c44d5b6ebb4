import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isJsonObject } from "../../../runtime/codec/json-object";

const test = suite("JSON object");

test("is an object, and neither null nor a list nor a plain value", () => {
  assert.equal([{}, { a: 1 }, JSON.parse('{"__proto__":null}')].map(isJsonObject), [true, true, true]);
  assert.equal([null, [], [{}], "{}", 1, true, undefined].map(isJsonObject), Array(7).fill(false));
});

test.run();
