import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type EventMessage, eventMessageBody, readEventMessage } from "../../../runtime/conversation/event-message";

const test = suite("event-message");

const message: EventMessage = {
  kind: "event",
  schema: 1,
  id: "msg_1",
  type: "message.sent",
  company_id: "ci-aaa-001",
  project_id: "pi-aaa-001",
  body: JSON.stringify({ type: "message.sent", data: { content: '\uFFFE "\u0001 ü \u{1F600}' } }),
};

test("what is posted and signed arrives byte for byte, and no character is one that the queue refuses", () => {
  const body = eventMessageBody(message);
  assert.equal(readEventMessage(body), E.right(message));
  assert.not.match(body, "\uFFFE");
});

test("a type that only a later version tells of is read, a form that only it knows is told apart", () => {
  const later = { ...message, type: "tool.called" };
  assert.equal(readEventMessage(eventMessageBody(later)), E.right(later));
  const { body: _, ...without } = message;
  assert.equal(
    ["{", JSON.stringify(without), JSON.stringify({ ...message, schema: 2 })].map(readEventMessage),
    [
      { _tag: "Malformed", reason: "event message: not JSON" } as const,
      { _tag: "Malformed", reason: "event message: body (expected a non-empty string)" } as const,
      { _tag: "UnknownSchema", reason: "schema 2, and this version knows none above 1" } as const,
    ].map(E.left),
  );
});

test.run();
