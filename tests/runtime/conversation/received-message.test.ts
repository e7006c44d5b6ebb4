import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LARGEST_MESSAGE } from "../../../runtime/conversation/message";
import {
  type ReceivedMessage,
  readReceived,
  receivedBody,
  senderOf,
} from "../../../runtime/conversation/received-message";
import { receivedMessage } from "../../helpers/received-message";

const test = suite("received-message");

const travelled = (overrides: Partial<ReceivedMessage>): ReceivedMessage => {
  const body = receivedBody(receivedMessage(overrides));
  assert.ok(Buffer.byteLength(body) <= LARGEST_MESSAGE, "the queue takes it");
  const read = readReceived(body);
  if (E.isLeft(read)) throw new Error(read.left.reason);
  return read.right;
};

/** Six bytes each as JSON. */
const LONG = "\u0001".repeat(60_000);
const files = Array.from({ length: 1_200 }, (_, n) => ({ content_type: "text/plain", key: "k".repeat(300), bytes: n }));

test("what is too large for the queue is cut, what can be missed most first", () => {
  const whole = travelled({ full_text: LONG });
  assert.equal([whole.text, (whole.full_text ?? "").length], ["Yes please", 30_000]);
  const both = travelled({ text: LONG, full_text: LONG });
  assert.equal([both.text.length, (both.full_text ?? "").length], [30_000, 0]);
  assert.equal(travelled({ text: LONG.slice(0, 40_000) }).text.length, 40_000);
  const pairs = travelled({ text: `a${"😀".repeat(70_000)}` });
  assert.equal([pairs.text.isWellFormed(), pairs.text.length], [true, 69_999]);
  const { media, text } = travelled({ text: "see below", full_text: "see below", media: files });
  assert.equal([media, text], [files.slice(0, 600), ""]);
});

test("what is no received message is told by its faulty places, and one of a later version apart from them", () => {
  const faultOf = (body: string) => E.swap(readReceived(body));
  const { text: _, ...without } = receivedMessage();
  const malformed = (reason: string) => E.right({ _tag: "Malformed", reason: `received message: ${reason}` });
  assert.equal(faultOf("{"), malformed("not JSON"));
  assert.equal(faultOf(JSON.stringify(without)), malformed("text (expected string)"));
  assert.equal(
    faultOf(JSON.stringify({ ...without, schema: 2 })),
    E.right({
      _tag: "UnknownSchema",
      reason: "schema 2, and this version knows none above 1",
    }),
  );
});

test("who wrote is a number in its stored form, a WhatsApp user, or what the carrier says", () => {
  assert.equal(["whatsapp:+5215512345678", "+447400123456", "whatsapp:GB.1A2b", "60750"].map(senderOf), [
    "+525512345678",
    "+447400123456",
    "GB.1A2b",
    "60750",
  ]);
});

test.run();
