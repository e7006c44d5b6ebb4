import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decodeOr } from "../../../runtime/codec/decode-or";

const test = suite("decode or");

const decode = decodeOr(t.type({ a: t.string, b: t.number }), (places) => ({ places }));

test("gives the decoded value", () => {
  assert.equal(decode({ a: "x", b: 1 }), E.right({ a: "x", b: 1 }));
});

test("gives all faulty places in one text", () => {
  assert.equal(decode({ a: 5 }), E.left({ places: "a (expected string), b (expected number)" }));
});

test.run();
