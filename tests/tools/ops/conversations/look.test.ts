import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { contextOf, encodeContext } from "../../../../runtime/conversation/message";
import { receivedItem, unmatched } from "../../../../runtime/conversation/received-item";
import { lostConversation } from "../../../../runtime/conversation/record";
import type { Channel } from "../../../../runtime/request/request";
import { sampleMessage } from "../../../../tools/measure/sample/queue-message";
import { findConversation, othersOf } from "../../../../tools/ops/conversations/find-conversation";
import { maskedAddress, shownConversation, shownReceived, showText } from "../../../../tools/ops/conversations/show";
import { waitingText, waitsForPerson } from "../../../../tools/ops/conversations/status";
import { findStuck, stuckText } from "../../../../tools/ops/conversations/stuck";
import { whereabouts } from "../../../../tools/ops/conversations/unclaimed";
import { processorRecord } from "../../../helpers/queue-message";
import { receivedMessage } from "../../../helpers/received-message";
import { START } from "../../../helpers/time-and-chance";
import { deadLettered, deadLettersOf, givenUp, guardRecord, inMemoryDeadLetters, inMemoryOps } from "../in-memory-ops";

const testShownReceived = suite("shownReceived");

testShownReceived("what a person wrote back is shown in its order, its words masked unless they are asked for", () => {
  const item = (message_id: string, received_at: string) =>
    receivedItem(receivedMessage({ message_id, received_at, text: "about Ada" }), unmatched, new Date(START));
  const items = [item("SM2", "2026-11-20T12:00:00.000Z"), item("SM1", START)];
  assert.equal(
    shownReceived(items, false).map(({ message_id, content }) => [message_id, content]),
    [
      ["SM1", "(9 characters, hidden)"],
      ["SM2", "(9 characters, hidden)"],
    ],
  );
  assert.match(showText({ received: shownReceived(items, true) }), /content: about Ada/);
});

const testFindConversation = suite("findConversation");

const versions = { processorVersion: "2.3.4", ttlDays: undefined };
const record = givenUp();
const id = String(record.conversation_id);

testFindConversation("the request's guard names the recipient's address", async () => {
  const { env } = inMemoryOps([record, guardRecord()]);
  const right = E.right({ record: { ...record }, foundBy: "the request's guard, one read" });
  assert.equal(await findConversation(env, id), right);
});

testFindConversation("without a guard the project's index is read", async () => {
  const { env } = inMemoryOps([record]);
  const found = await findConversation(env, id);
  assert.is(
    E.isRight(found) && found.right.foundBy,
    "company-id-project-id-index: all conversations of the project, 1 queries, 0.5 read units",
  );
});

testFindConversation("an id that lost its request id to another conversation is told the winner", async () => {
  const { env } = inMemoryOps([record, guardRecord()]);
  const loser = id.replace("jobs@cucumber.example", "447400654321");
  assert.equal(
    await findConversation(env, loser),
    E.left({ why: `there is no conversation ${loser}: its request id was first used by ${id}`, maybeAccepted: false }),
  );
});

testFindConversation("a request's id shows the conversation that has it, and what became of the others", async () => {
  const lost = (channel: Channel, change: JsonObject = {}) =>
    lostConversation(sampleMessage(channel, change), { reason: "taken", at: new Date(START), ...versions });
  const grace = { frontend_payload: { recipient_data: { recipient_email: "grace@example.com" } } };
  const winner = { ...record, conflicts: [{ at: START, differs: "recipient" }] };
  const [namesake, onSms] = [lost("email", grace), lost("sms")];
  const { env } = inMemoryOps([namesake, onSms, winner, guardRecord()]);
  const requestId = id.slice(0, id.lastIndexOf("#"));

  const seen = (found: Awaited<ReturnType<typeof findConversation>>) => E.isRight(found) && found.right.record;
  assert.equal(seen(await findConversation(env, requestId)), winner);
  assert.equal(seen(await findConversation(env, id)), winner);
  assert.equal(seen(await findConversation(env, onSms.conversation_id)), onSms);
  assert.equal(seen(await findConversation(inMemoryOps([namesake, winner]).env, requestId)), winner);
  assert.equal(
    [await othersOf(env, winner), await othersOf(env, onSms)],
    [
      [namesake, onSms],
      [namesake, winner],
    ],
  );
  assert.equal(await othersOf(env, record), []);
  const shown = showText(shownConversation(winner, false, new Date(START), [namesake]));
  assert.match(
    shown,
    /same request\n {2}1\n(.*\n){2} {4}address: g\*\*\*@\*\*\*\.com\n.*\n {4}send state: failed\n {4}failure reason: taken/,
  );
});

testFindConversation("an unknown id, and what is no id, are said to be so", async () => {
  const { env } = inMemoryOps();
  assert.equal(
    await findConversation(env, id),
    E.left({ why: `there is no conversation ${id} in dev`, maybeAccepted: true }),
  );
  for (const nonsense of ["", "x", "a#b", "a#b#", "a#b#c#", "a##c#d"]) {
    assert.equal(
      await findConversation(env, nonsense),
      E.left({
        why: `"${nonsense}" is neither a request's id nor a conversation's, company#project#request#sender`,
        maybeAccepted: false,
      }),
    );
  }
});

const testShownConversation = suite("shownConversation");

const PERSONAL = /Ada|Byron|ada@example|447400123456|Healthcare|driving licence/;

const settledOnce = givenUp({
  messages: [{ message_id: "m1", content: "Hello Ada", delivery_status: "sent" }],
  settlements: [{ at: START, by: "grace", outcome: "resend", reason: "not there" }],
});

testShownConversation("nothing personal is shown unless that is asked for", () => {
  assert.not.match(showText(shownConversation(settledOnce, false, new Date(START))), PERSONAL);
  assert.match(showText(shownConversation(settledOnce, true, new Date(START))), /Hello Ada/);
});

testShownConversation(
  "what people wrote neither steers the terminal nor makes up a line, not by a field's name either",
  () => {
    const hostile = {
      recipient_first_name: "Ada\u001b[2J\nsend state: sent",
      project_data: { "a\u0007\nb": "\u009b1A" },
    };
    const text = showText(shownConversation(givenUp(hostile), true, new Date(START)));
    assert.not.match(text, /[^\P{Cc}\n]|^send state/mu);
    assert.match(text, String.raw`first name: Ada\u001b[2J\u000asend state: sent`);
  },
);

testShownConversation("the evidence of consent is shown, and its texts only where that is asked for", () => {
  const consent = { basis: "consent", source: "call with Mrs Byron", channels: ["sms"] };
  const shown = (reveal: boolean) => shownConversation({ ...settledOnce, consent }, reveal, new Date(START)).consent;
  assert.equal(shown(false), { ...consent, source: "(19 characters, hidden)", text_reference: null });
  assert.equal(shown(true), { ...consent, text_reference: null });
});

testShownConversation("progress, attempts, delivery and settlements are shown", () => {
  const text = showText(shownConversation(settledOnce, false, new Date(START)));
  for (const line of [
    "  send state: uncertain",
    "  conversation status: delivery_unknown",
    "  failure reason: the carrier keeps no list and sent no receipt",
    "  needs: settle",
    "    attempt id: attempt-1",
    "      content: (9 characters, hidden)",
    "    by: grace",
    "    reason: not there",
    "conflicts: none",
  ]) {
    assert.ok(text.split("\n").includes(line), line);
  }
});

testShownConversation("an address is recognised by who knows it", () => {
  assert.is(maskedAddress("+447400123456"), "+44********56");
  assert.is(maskedAddress("ada@byron.example.com"), "a***@***.com");
});

const testFindStuck = suite("findStuck");

const under = (sender: string) => `ci-aaa-001#pi-aaa-001#550e8400-e29b-41d4-a716-446655440001#${sender}`;

const records = [
  processorRecord({ conversation_id: under("waiting"), next_check_at: "2026-11-20T11:47:00.000Z" }),
  givenUp({ conversation_id: under("given-up") }),
  deadLettered({ conversation_id: under("dead") }),
  processorRecord({
    conversation_id: under("refused"),
    send_state: "failed",
    conversation_status: "failed_to_send_message",
    failure_reason: "carrier refused: 21610",
    check_bucket: undefined,
  }),
  processorRecord({ conversation_id: under("sent"), send_state: "sent", conversation_status: "initial_message_sent" }),
  guardRecord(),
];

const env = () =>
  inMemoryOps(records, {
    deadLetters: deadLettersOf({
      whatsapp: inMemoryDeadLetters(["a", "b"]),
      email: inMemoryDeadLetters(["c"]),
      replies: { ...inMemoryDeadLetters(["d"]), waiting: async () => 2 },
    }),
  }).env;

testFindStuck("what needs an operator comes first, and each says why", async () => {
  const stuck = await findStuck(env(), { quick: false, failed: false });

  assert.equal(
    stuck.conversations.map(({ needs, why, conversation_id }) => [needs, conversation_id, why]),
    [
      ["settle", under("given-up"), "nobody knows whether it was sent: the carrier keeps no list and sent no receipt"],
      [
        "redrive",
        under("dead"),
        "nobody goes on with it, its message should be in the dead letters: assistant: status 500",
      ],
      ["time", under("waiting"), "waits for its next receive; the sweeper looks at 2026-11-20T11:47:00.000Z"],
    ],
  );
  assert.equal(
    [stuck.dead_letters, stuck.failed_for_good],
    [{ whatsapp: 2, sms: 0, email: 1, replies: 1, events: 0 }, 1],
  );
});

testFindStuck("a count of what waits for a person leaves out what goes on by itself", async () => {
  const waiting = await waitsForPerson(env());
  const dead_letters = { whatsapp: 2, sms: 0, email: 1, replies: 1, events: 0 };
  assert.equal(waiting, { conversations: 2, settle: 1, redrive: 1, unread: 0, dead_letters, unrecorded_replies: 2 });
  assert.is(
    waitingText(waiting, "dev"),
    [
      "In dev wait for a person:",
      "      1  uncertain send to settle: npm run ops -- stuck",
      "      1  message given up, to redrive or resume: npm run ops -- stuck",
      "      2  dead letters of whatsapp: npm run ops -- redrive whatsapp --dry-run",
      "      1  dead letter of email: npm run ops -- redrive email --dry-run",
      "      1  dead letter of replies: npm run ops -- redrive replies --dry-run",
      "On their way by themselves:",
      "      2  messages from people in the queue of replies, not recorded yet",
    ].join("\n"),
  );
  assert.is(waitingText(await waitsForPerson(inMemoryOps().env), "dev"), "Nothing waits for a person in dev.");
});

testFindStuck("what has failed for good is final, and listed on request", async () => {
  const stuck = await findStuck(env(), { quick: false, failed: true });
  assert.equal(stuck.conversations.at(-1), {
    conversation_id: under("refused"),
    channel: "whatsapp",
    send_state: "failed",
    status: "failed_to_send_message",
    age_seconds: 0,
    needs: "nothing",
    why: "failed for good: carrier refused: 21610",
  });
});

testFindStuck(
  "quick reads the sweeper's index only, where all stands that is not final, and says what it does not count",
  async () => {
    const stuck = await findStuck(env(), { quick: true, failed: false });
    const ids = stuck.conversations.map(({ conversation_id }) => conversation_id);
    assert.equal([ids, stuck.failed_for_good], [[under("given-up"), under("dead"), under("waiting")], null]);
    assert.match(stuckText(stuck, 50), /what has failed for good is not counted/);
  },
);

testFindStuck("a table has as many rows as asked for, and says how many more there are", async () => {
  const text = stuckText(await findStuck(env(), { quick: false, failed: false }), 1);
  assert.match(text, /^3 conversations in dev are not final:/);
  assert.match(text, /… and 2 more/);
  assert.match(text, /Dead letters: whatsapp 2, sms 0, email 1, replies 1, events 0\./);
  assert.not.match(text, /ada@example\.com|\+447400123456/);
});

const unclaimed = sampleMessage("sms", { conversation_data: { conversation_id: under("unclaimed") } });
const letters = inMemoryDeadLetters([
  encodeContext(contextOf(unclaimed)),
  encodeContext(contextOf(sampleMessage())),
  "no JSON",
]);
const afterAnOutage = (records: readonly JsonObject[] = []) => {
  const given = { deadLetters: deadLettersOf({ sms: letters }) };
  return inMemoryOps([processorRecord({ send_state: "failed" }, "whatsapp"), ...records], given).env;
};

testFindStuck("what no worker could claim is found among the dead letters, which are shown again", async () => {
  const stuck = await findStuck(afterAnOutage(), { quick: false, failed: false });

  assert.equal(stuck.conversations, [
    {
      conversation_id: under("unclaimed"),
      channel: "sms",
      send_state: "none",
      status: "none",
      age_seconds: 0,
      needs: "redrive",
      why: "it has no record: no worker could claim it; its message is among the dead letters",
    },
  ]);
  assert.equal([stuck.dead_letters.sms, stuck.cost.letters_read], [3, 3]);
  assert.equal(letters.released, ["letter-1", "letter-2", "letter-3"]);
});

for (const [what, messages, quick, expected] of [
  ["nothing stuck", [], false, "Nothing is stuck in dev: every conversation is final."],
  ["a look at the index alone", [], true, "Nothing in the index of dev is open."],
  [
    "letters",
    ["a"],
    false,
    "No conversation in dev is open, but there are dead letters: redrive --dry-run says what they are.",
  ],
  [
    "letters, quick",
    ["a"],
    true,
    "No conversation in dev is open, but there are dead letters, perhaps of requests that have no record (--quick does not look): redrive --dry-run says what they are.",
  ],
] as const) {
  testFindStuck(`the headline says what is known: ${what}`, async () => {
    const deadLetters = deadLettersOf({ sms: inMemoryDeadLetters(messages) });
    const stuck = await findStuck(inMemoryOps([], { deadLetters }).env, { quick, failed: false });
    assert.is(stuckText(stuck, 50).split("\n")[0], expected);
  });
}

testFindStuck("a conversation without a record is said to be where its message is, or may be", async () => {
  const body = encodeContext(contextOf(unclaimed));
  const sms = inMemoryDeadLetters([body]);
  const { env } = inMemoryOps([], { deadLetters: deadLettersOf({ sms }) });
  const { env: sameAgain } = inMemoryOps([], { deadLetters: deadLettersOf({ sms: inMemoryDeadLetters([body]) }) });
  assert.match(await whereabouts(env, under("unclaimed")), "its message is among the dead letters: redrive sms");
  assert.match(await whereabouts(sameAgain, under("").slice(0, -1)), "redrive sms");
  assert.match(await whereabouts(env, under("other")), "its message waits in its queue, or SQS has deleted it");
});
