import { suite } from "uvu";
import * as assert from "uvu/assert";
import { boundKeys } from "../../../runtime/company/bound-keys";

const test = suite("bound keys");

test("is one key, or several while one is being rotated", () => {
  assert.equal(boundKeys({ api_key_reference: "k1" }), ["k1"]);
  assert.equal(boundKeys({ api_key_reference: ["k1", "k2"] }), ["k1", "k2"]);
});

test("is none when the record names none: an empty id never matches a caller without a key", () => {
  for (const api_key_reference of [undefined, null, "", [], [""], [null, 5, {}], {}, 5])
    assert.equal(boundKeys({ api_key_reference }), []);
});

test.run();
