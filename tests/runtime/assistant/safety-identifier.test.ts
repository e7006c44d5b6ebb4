import { createHmac } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { safetyIdentifier } from "../../../runtime/assistant/safety-identifier";

const test = suite("safety-identifier");

test("it is the keyed hash of the address, in the 64 characters that OpenAI takes", () => {
  const expected = createHmac("sha256", "key").update("+447400123456").digest("hex");

  assert.is(safetyIdentifier("key", "+447400123456"), expected);
  assert.is(expected.length, 64);
});

test("another recipient or another key gives another", () => {
  const all = [
    safetyIdentifier("key", "+447400123456"),
    safetyIdentifier("key", "+447400123457"),
    safetyIdentifier("key-2", "+447400123456"),
  ];

  assert.is(new Set(all).size, 3);
});

test.run();
