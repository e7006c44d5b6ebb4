import { isRight } from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { validateRequest } from "../../../runtime/request/validate-request";
import { type SoakRequest, soakRequest } from "../../../tools/measure/sample/soak-request";
import { injectFaults } from "../../../tools/measure/soak/inject-faults";
import { sendRequests } from "../../../tools/measure/soak/load";
import { readSoakOptions } from "../../../tools/measure/soak/soak-options";
import { type Facts, type SoakConversation, verdictOf } from "../../../tools/measure/soak/verdict";
import { makeInjectedFaults } from "../../../tools/providers/injected-faults/injected-faults";

const test = suite("the soak's load");

const keys = [
  { value: "k1", company_id: "ci-aaa-001", project_id: "pi-aaa-001" },
  { value: "k2", company_id: "ci-bbb-002", project_id: "pi-bbb-001" },
];

const run = async (argv: readonly string[]) => {
  const posted: string[] = [];
  const again: string[] = [];
  let kills = 0;
  const counts = await sendRequests(readSoakOptions(argv), {
    request: (number) => soakRequest(keys, 1, number),
    post: async ({ id }: SoakRequest) => void posted.push(id),
    deliverAgain: async ({ id }: SoakRequest) => void again.push(id),
    kill: () => {
      kills += 1;
    },
    onAccepted: () => undefined,
  });
  return { posted, again, kills, counts };
};

test("requests are valid, each with an id and a recipient of its own, over all channels and projects", () => {
  const requests = Array.from({ length: 60 }, (_, number) => soakRequest(keys, 1, number));
  assert.ok(requests.every(({ body }) => isRight(validateRequest(body))));
  assert.is(new Set(requests.map(({ id }) => id)).size, 60);
  assert.is(new Set(requests.map(({ recipient }) => recipient)).size, 60);
  assert.is(new Set(requests.map(({ key, channel }) => `${key.value} ${channel}`)).size, 6);
});

test("about the asked share is repeated, delivered again and killed, the same for the same seed", async () => {
  const argv = ["1000", "--retries", "10", "--duplicates", "5", "--kills", "1", "--clients", "1"];
  const [first, second] = [await run(argv), await run(argv)];

  assert.equal(first.posted.length, 1000 + first.counts.repeated);
  assert.equal(first.again.length, first.counts.deliveredAgain);
  assert.ok(first.counts.repeated > 70 && first.counts.repeated < 130);
  assert.ok(first.counts.deliveredAgain > 30 && first.counts.deliveredAgain < 70);
  assert.ok(first.kills > 3 && first.kills < 20);
  assert.equal(second, first);
});

test("without rates nothing is done but posting", async () => {
  const { posted, again, kills } = await run(["50", "--retries", "0", "--duplicates", "0", "--kills", "0"]);
  assert.equal([posted.length, again.length, kills], [50, 0, 0]);
});

test("faults are programmed only where a rate is asked for, and never one by which SendGrid takes what it denies", () => {
  const none = makeInjectedFaults();
  injectFaults(none, readSoakOptions(["--throttled", "0", "--lost-answers", "0"]));
  const some = makeInjectedFaults();
  injectFaults(some, readSoakOptions([]));

  assert.equal(none.list(), []);
  assert.is(some.list().length, 11);
  assert.equal(
    some.list("sendgrid").filter(({ fault }) => fault.kind === "acceptThenStatus"),
    [],
  );
});

test("wrong usage is named", () => {
  assert.throws(() => readSoakOptions(["many"]), /'many' is invalid for argument 'count'\. Expected a whole number/);
  assert.throws(() => readSoakOptions(["1", "2"]), /too many arguments/);
  assert.throws(
    () => readSoakOptions(["--kills", "101"]),
    /'--kills <p>' argument '101' is invalid\. Expected a percentage/,
  );
  assert.throws(() => readSoakOptions(["--speed", "1"]), /--speed/);
});

const testVerdict = suite("the soak's verdict");

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

/** Messages by recipient. */
const taken = (sends: Readonly<Record<string, number>>): Facts["sends"] => new Map(Object.entries(sends));

const facts = (more: Partial<Facts> = {}): Facts => ({
  accepted: new Set(["a", "b"]),
  conversations: [conversation("a"), conversation("b")],
  sends: taken({ "to-a": 1, "to-b": 1 }),
  ...more,
});

testVerdict("one message for each accepted request is exact", () => {
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

const toThree = { "to-a": 1, "to-b": 1, "to-c": 1 };

const faults: Readonly<Record<string, readonly [Partial<Facts>, string]>> = {
  "a request without a conversation": [
    { conversations: [conversation("a")], sends: taken({ "to-a": 1 }) },
    "1 accepted requests without a conversation: b",
  ],
  "a conversation without a message": [
    { sends: taken({ "to-a": 1 }) },
    "1 conversations without a message: b#sender (sent)",
  ],
  "a message sent twice": [
    { sends: taken({ "to-a": 2, "to-b": 1 }) },
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
  "a message to nobody": [{ sends: taken(toThree) }, "1 messages to nobody's recipient: to-c"],
  "two conversations of one request": [
    {
      conversations: [conversation("a"), conversation("b"), conversation("b", { recipient: "to-c" })],
      sends: taken(toThree),
    },
    "1 requests with more than one conversation: see the table",
  ],
  "an uncertain message of a carrier that keeps a list": [
    { conversations: [conversation("a"), conversation("b", { ...uncertain, channel: "sms" })] },
    "1 messages sent and not recorded: b#sender (uncertain)",
  ],
};

for (const [title, [more, text]] of Object.entries(faults)) {
  testVerdict(`${title} is no exact run`, () => {
    assert.equal(verdictOf(facts(more)).discrepancies, [text]);
  });
}

testVerdict("an email that nobody can decide is uncertain, taken or not, but never twice", () => {
  const conversations = [conversation("a", uncertain), conversation("b", uncertain)];
  const once = verdictOf(facts({ conversations, sends: taken({ "to-a": 1 }) }));
  const twice = verdictOf(facts({ conversations, sends: taken({ "to-a": 2 }) }));

  assert.equal([once.uncertain.length, once.lost, once.discrepancies], [2, 0, []]);
  assert.equal([twice.duplicates, twice.discrepancies], [1, ["1 messages sent more than once: a#sender (uncertain)"]]);
});
