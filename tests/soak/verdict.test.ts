import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { SoakConversation } from "../../scripts/soak/read-conversations";
import { type Facts, verdictOf } from "../../scripts/soak/verdict";

const test = suite("the soak's verdict");

const conversation = (name: string, more: Partial<SoakConversation> = {}): SoakConversation => ({
  requestId: name,
  conversationId: `${name}#sender`,
  recipient: `to-${name}`,
  channel: "email",
  sendState: "sent",
  status: "initial_message_sent",
  ...more,
});

const uncertain = { sendState: "uncertain", status: "delivery_unknown" };

const facts = (more: Partial<Facts> = {}): Facts => ({
  accepted: new Set(["a", "b"]),
  conversations: [conversation("a"), conversation("b")],
  sends: new Map([
    ["to-a", 1],
    ["to-b", 1],
  ]),
  ...more,
});

test("one message for each accepted request is exact", () => {
  assert.equal(verdictOf(facts()), {
    accepted: 2,
    conversations: 2,
    sends: 2,
    duplicates: 0,
    lost: 0,
    uncertain: [],
    discrepancies: [],
  });
});

const faults: Readonly<Record<string, readonly [Partial<Facts>, string]>> = {
  "a request without a conversation": [
    { conversations: [conversation("a")], sends: new Map([["to-a", 1]]) },
    "1 accepted requests without a conversation: b",
  ],
  "a conversation without a message": [
    { sends: new Map([["to-a", 1]]) },
    "1 conversations without a message: b#sender (sent)",
  ],
  "a message sent twice": [
    {
      sends: new Map([
        ["to-a", 2],
        ["to-b", 1],
      ]),
    },
    "1 messages sent more than once: a#sender (sent)",
  ],
  "a message sent and not recorded": [
    { conversations: [conversation("a"), conversation("b", { sendState: "drafted" })] },
    "1 messages sent and not recorded: b#sender (drafted)",
  ],
  "a conversation that nobody asked for": [
    { accepted: new Set(["a"]) },
    "1 conversations of requests that were not accepted: b",
  ],
  "a message to nobody": [
    {
      sends: new Map([
        ["to-a", 1],
        ["to-b", 1],
        ["to-c", 1],
      ]),
    },
    "1 messages to nobody's recipient: to-c",
  ],
  "two conversations of one request": [
    {
      conversations: [conversation("a"), conversation("b"), conversation("b", { recipient: "to-c" })],
      sends: new Map([
        ["to-a", 1],
        ["to-b", 1],
        ["to-c", 1],
      ]),
    },
    "1 requests with more than one conversation: see the table",
  ],
  "an uncertain message of a carrier that keeps a list": [
    { conversations: [conversation("a"), conversation("b", { ...uncertain, channel: "sms" })] },
    "1 messages sent and not recorded: b#sender (uncertain)",
  ],
};

for (const [title, [more, text]] of Object.entries(faults)) {
  test(`${title} is no exact run`, () => {
    assert.equal(verdictOf(facts(more)).discrepancies, [text]);
  });
}

test("an email that nobody can decide is uncertain, taken or not, but never twice", () => {
  const conversations = [conversation("a", uncertain), conversation("b", uncertain)];
  const once = verdictOf(facts({ conversations, sends: new Map([["to-a", 1]]) }));
  const twice = verdictOf(facts({ conversations, sends: new Map([["to-a", 2]]) }));

  assert.equal([once.uncertain.length, once.lost, once.discrepancies], [2, 0, []]);
  assert.equal([twice.duplicates, twice.discrepancies], [1, ["1 messages sent more than once: a#sender (uncertain)"]]);
});

test.run();
