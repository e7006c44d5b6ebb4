import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { faultyPaths } from "../../../runtime/codec/faulty-paths";
import { NonEmptyText } from "../../../runtime/codec/non-empty-text";

const test = suite("faulty paths");

const pathsOf = (codec: t.Decoder<unknown, unknown>, value: unknown): readonly string[] => {
  const decoded = codec.decode(value);
  return E.isLeft(decoded) ? faultyPaths(decoded.left) : [];
};

test("names the field and what it should hold, without its value", () => {
  const codec = t.type({ a: t.type({ b: NonEmptyText }), c: t.number });
  assert.equal(pathsOf(codec, { a: { b: " " }, c: "secret" }), [
    "a.b (expected a non-empty string)",
    "c (expected number)",
  ]);
});

test("leaves out the branches of intersections and unions", () => {
  const codec = t.readonly(t.intersection([t.type({ a: t.string }), t.partial({ b: t.union([t.string, t.null]) })]));
  assert.equal(pathsOf(codec, { b: 5 }), ["a (expected string)", "b (expected string)", "b (expected null)"]);
});

test("keeps a field whose name is a number", () => {
  assert.equal(pathsOf(t.type({ variables: t.record(t.string, t.string) }), { variables: { "1": 5 } }), [
    "variables.1 (expected string)",
  ]);
});

test("says the same thing once", () => {
  const codec = t.intersection([t.type({ a: t.string }), t.type({ a: t.string })]);
  assert.equal(pathsOf(codec, {}), ["a (expected string)"]);
});

test("names the value itself where it has no fields", () => {
  assert.equal(pathsOf(NonEmptyText, 5), ["value (expected a non-empty string)"]);
});

test.run();
