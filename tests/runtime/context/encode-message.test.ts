import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeMessage } from "../../../runtime/context/encode-message";

const test = suite("encode message");

/** Characters that SQS takes (API reference, SendMessage). */
const ACCEPTED_BY_SQS = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

test("escapes U+FFFE and U+FFFF, in keys too, and leaves other text as it is", () => {
  assert.is(encodeMessage({ "k\uFFFE": "a\uFFFEb\uFFFF\uFFFD😀é" }), '{"k\\ufffe":"a\\ufffeb\\uffff\uFFFD😀é"}');
});

test("a backslash before an escaped character stays a backslash", () => {
  const text = "\\\uFFFE\\uFFFE";
  assert.equal(JSON.parse(encodeMessage({ text })), { text });
});

test("whatever the text, SQS takes it and it parses back", () => {
  const text = fc.string({ unit: "binary", maxLength: 50 });
  const hostile = fc.string({
    unit: fc.constantFrom("\uFFFE", "\uFFFF", "\uD800", "\u0000", "\u007F", "\\", '"', "u", "f"),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(text, hostile)), (value) => {
      const encoded = encodeMessage(value);
      assert.match(encoded, ACCEPTED_BY_SQS);
      assert.equal(JSON.parse(encoded), value);
    }),
  );
});

test.run();
