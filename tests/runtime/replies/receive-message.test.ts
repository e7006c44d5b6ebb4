import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { consentKeyOf } from "../../../runtime/conversation/consent";
import { receivedKey } from "../../../runtime/conversation/received-item";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { replyMailbox } from "../../../runtime/conversation/reply-token";
import { guardItem, requestGuard } from "../../../runtime/conversation/request-guard";
import { receiveBatch } from "../../../runtime/replies/receive-message";
import type { Channel } from "../../../runtime/request/request";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { CONSENT_KEY, RECEIPT_KEY } from "../../helpers/fake-providers";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { processorRecord } from "../../helpers/queue-message";
import { receivedDelivery, repliesEnv } from "../../helpers/replies-env";
import { START } from "../../helpers/time-and-chance";

const NUMBER = "+447400123456";
const COMPANY = "ci-aaa-001";

const sentAt = (timestamp: string, message_id = "SMours") => ({
  send_state: "sent",
  messages: [{ role: "assistant", message_id, timestamp, content: "Hello" }],
});

/** A conversation of the example's recipient, by its number from 1. */
const record = (number: number, overrides: JsonObject = {}, channel: Channel = "sms"): JsonObject =>
  processorRecord(
    {
      conversation_id: `${COMPANY}#pi-aaa-001#request-${number}#447400654322`,
      request_id: `request-${number}`,
      ...sentAt(START),
      ...overrides,
    },
    channel,
  );

/** What became of a message that came, of the records that were there. */
const received = async (records: readonly JsonObject[], message: Partial<ReceivedMessage> = {}) => {
  const made = repliesEnv();
  for (const one of records) made.store.put(one);
  const answer = await receiveBatch([receivedDelivery(message)])(made.env)();
  const items = made.store.records().filter(({ kind }) => kind === "received");
  const consentOf = (address: string) => made.store.find(consentKeyOf(CONSENT_KEY, COMPANY, address))?.state;
  const find = (one: JsonObject) => made.store.find(keyOfRecord(one));
  return { ...made, answer, items, item: items[0] ?? {}, consentOf, find };
};

const done = { batchItemFailures: [] };

const test = suite("receive-message");

test("a message stands beside its conversation, in the form of a message, for as long as that", async () => {
  const conversation = record(1, { ttl: 1_800_000_000 });
  const { answer, item, items, lines } = await received([conversation]);
  assert.equal([answer, items.length], [done, 1]);
  assert.equal(item, {
    ...receivedKey(NUMBER, "SM1"),
    kind: "received",
    conversation: conversation.conversation_id,
    company_id: COMPANY,
    channel: "sms",
    their_address: NUMBER,
    our_address: "+447400654322",
    message_id: "SM1",
    timestamp: START,
    role: "user",
    content: "Yes please",
    message_kind: "text",
    media: [],
    reply_to: null,
    full_text: null,
    via: "webhook",
    received_at: START,
    keyword: null,
    user_id: null,
    ttl: 1_800_000_000,
  });
  assert.equal(
    lines.map(({ event, status, conversation_id }) => [event, status, conversation_id]),
    [["received", "text", conversation.conversation_id]],
  );
});

test("nobody's message is kept for 35 days under its sender's address, and said to be nobody's", async () => {
  const elsewhere = [
    record(1, { company_id: "ci-bbb-001" }),
    record(2, { gsi_company_sms_number: "+447400999999" }),
    record(3, {}, "whatsapp"),
    record(4, { erased_at: START }),
  ];
  const { item, lines } = await received(elsewhere);
  assert.equal([item.primary_channel, item.conversation], [NUMBER, undefined]);
  assert.is(Number(item.ttl) - Date.parse(START) / 1000, 35 * 86_400);
  assert.equal(
    lines.map(({ event, reason }) => [event, reason]),
    [["received", "nobody's"]],
  );
});

const later = "2026-11-20T11:50:00.000Z";
const conversationsOf: readonly (readonly [
  string,
  readonly JsonObject[],
  Partial<ReceivedMessage>,
  string,
  readonly string[],
])[] = [
  [
    "the newest message of ours is what the person has before them",
    [record(1), record(2, sentAt(later)), record(3)],
    {},
    "request-2",
    ["request-1", "request-3"],
  ],
  [
    "a message that names what it answers is about that",
    [record(1, sentAt(START, "SMold")), record(2, sentAt(later))],
    { reply_to: "SMold" },
    "request-1",
    ["request-2"],
  ],
  [
    "one that may have been sent counts as well as one that was",
    [record(1), record(2, { send_state: "uncertain", messages: [], sending_at: later })],
    {},
    "request-2",
    ["request-1"],
  ],
  [
    "one that was never sent is before nobody",
    [record(1), record(2, { send_state: "failed", messages: [], accepted_at: later })],
    {},
    "request-1",
    ["request-2"],
  ],
  [
    "a number is found in its other form",
    [record(1, { primary_channel: "+5511987654321", gsi_recipient_tel: "+5511987654321" })],
    { their_address: "+551187654321" },
    "request-1",
    [],
  ],
];
for (const [what, records, message, request, also] of conversationsOf)
  test(what, async () => {
    const { item } = await received(records, message);
    assert.match(String(item.conversation), `#${request}#`);
    assert.equal(
      [item.also].flat().filter((one) => one !== undefined),
      also,
    );
  });

test("where the index has nothing yet, the records under the address are asked", async () => {
  const { item } = await received([record(1, { gsi_recipient_tel: "not there yet" })]);
  assert.match(String(item.conversation), "#request-1#");
});

const mail = { channel: "email", our_address: "replies.ashgrove.example", their_address: "else@work.example" } as const;
const mailToken = (project = "pi-aaa-001"): string =>
  replyMailbox(RECEIPT_KEY, { company_id: COMPANY, project_id: project }, REQUEST_ID).slice(1);
const mailRecord = (overrides: JsonObject = {}) => processorRecord({ ...sentAt(START), ...overrides }, "email");
const guard = guardItem(requestGuard(sampleMessage("email")), new Date(START), undefined);

test("the token of a mail's address proves its conversation whoever wrote, under another project's name too", async () => {
  for (const project_id of ["pi-aaa-001", "pi-aaa-002"]) {
    const conversation = mailRecord();
    const { item } = await received([conversation, guard], {
      ...mail,
      project_id,
      reply_token: mailToken(),
      trusted: false,
    });
    assert.equal(
      [item.conversation, item.primary_channel],
      [conversation.conversation_id, conversation.primary_channel],
    );
    assert.is(item.their_address, "else@work.example");
  }
});

test("a mail without a token of ours counts only if its sender's address is proven", async () => {
  const conversation = mailRecord();
  const from = { ...mail, their_address: String(conversation.primary_channel) };
  for (const [message, expected] of [
    [{ trusted: true }, conversation.conversation_id],
    [{ trusted: false }, undefined],
    [{ trusted: false, reply_token: mailToken("pi-aaa-009") }, undefined],
  ] as const) {
    const { item } = await received([conversation, guard], { ...from, ...message });
    assert.is(item.conversation, expected);
  }
  const forged = await received([mailRecord({ send_state: "drafted" })], {
    ...from,
    trusted: false,
    keyword: "opt_out",
  });
  assert.is(forged.consentOf(from.their_address), undefined);
});

test("a stop whose sender nobody knows is the stop of whom the mailbox was told, and of no other", async () => {
  const conversation = mailRecord();
  const own = String(conversation.primary_channel);
  const victim = record(1, { primary_channel: mail.their_address, send_state: "accepted", messages: [] });
  const stop = { ...mail, trusted: false, keyword: "opt_out", message_kind: "keyword" } as const;
  const forged = await received([conversation, guard, victim], { ...stop, reply_token: mailToken() });
  assert.equal([forged.consentOf(own), forged.consentOf(mail.their_address)], ["suppressed", undefined]);
  assert.is(forged.find(victim)?.send_state, "accepted");
  const honest = await received([conversation, guard], { ...stop, their_address: own, reply_token: mailToken() });
  assert.is(honest.consentOf(own), "suppressed");
});

test("a conversation that is being erased is no mailbox's any more", async () => {
  const { item } = await received([mailRecord({ erased_at: START }), guard], { ...mail, reply_token: mailToken() });
  assert.equal([item.message_id, item.conversation], ["SM1", undefined]);
});

test("an answer to a mail of which nobody knows whether it was sent proves that it was", async () => {
  for (const [state, expected] of [
    ["uncertain", "sent"],
    ["sending", "sent"],
    ["drafted", "drafted"],
  ] as const) {
    const conversation = mailRecord({ send_state: state, messages: [], attempt_id: "a-1", delivery_status: null });
    const { find } = await received([conversation, guard], { ...mail, reply_token: mailToken() });
    const { send_state, delivery_status } = find(conversation) ?? {};
    assert.equal([send_state, delivery_status], [expected, expected === "sent" ? "replied" : null]);
  }
});

test("an opt-out is on record for who wrote and whom we write to, and ends what is open of that company alone", async () => {
  const conversation = mailRecord();
  const open = mailRecord({ conversation_id: "open", send_state: "accepted", messages: [] });
  const drafted = mailRecord({ conversation_id: "drafted", send_state: "drafted", messages: [] });
  const others = mailRecord({
    conversation_id: "other",
    company_id: "ci-bbb-001",
    send_state: "accepted",
    messages: [],
  });
  const stop = { ...mail, reply_token: mailToken(), keyword: "opt_out", message_kind: "keyword" } as const;
  const { consentOf, find } = await received([conversation, guard, open, drafted, others], stop);
  assert.equal([mail.their_address, String(conversation.primary_channel)].map(consentOf), ["suppressed", "suppressed"]);
  assert.equal(
    [conversation, open, drafted, others].map((one) => [find(one)?.send_state, find(one)?.conversation_status]),
    [
      ["sent", conversation.conversation_status],
      ["failed", "suppressed"],
      ["failed", "suppressed"],
      ["accepted", "processing"],
    ],
  );
});

test("YES lifts an opt-out where there is one, and else is an answer", async () => {
  const yes = { keyword: "opt_in_if_suppressed", text: "Yes" } as const;
  const { item, env, store, consentOf } = await received([], yes);
  assert.equal([item.keyword, item.message_kind, consentOf(NUMBER)], [null, "text", undefined]);
  const at = (second: number) => new Date(Date.parse(START) + second * 1000).toISOString();
  const receive = (message: Partial<ReceivedMessage>) => receiveBatch([receivedDelivery(message)])(env)();
  await receive({ message_id: "SM2", keyword: "opt_out", received_at: at(1) });
  assert.is(consentOf(NUMBER), "suppressed");
  await receive({ ...yes, message_id: "SM3", received_at: at(2) });
  assert.is(consentOf(NUMBER), "clear");
  assert.is(store.find(receivedKey(NUMBER, "SM3"))?.keyword, "opt_in");
});

test("what comes again is recorded once, and does all that its worker may have left undone", async () => {
  const open = record(1, { send_state: "accepted", messages: [] });
  const stop = { keyword: "opt_out" } as const;
  const { env, store, lines, items } = await received([], stop);
  store.put(open);
  assert.equal(await receiveBatch([receivedDelivery(stop, 2)])(env)(), done);
  assert.equal(
    store.records().filter(({ kind }) => kind === "received"),
    items,
  );
  assert.is(store.find(keyOfRecord(open))?.send_state, "failed");
  assert.is(lines.filter(({ event }) => event === "received").length, 1);
});

test("a message that only the catch-up had is told once, and an opt-out without a number to a person", async () => {
  const missed = { via: "catch_up", their_address: "GB.1A", user_id: "GB.1A", keyword: "opt_out" } as const;
  const { env, lines } = await received([], missed);
  await receiveBatch([receivedDelivery(missed, 2)])(env)();
  assert.equal(
    lines.map(({ event, critical }) => [event, critical ?? false]),
    [
      ["consent_recorded", false],
      ["received", false],
      ["inbound_missed", false],
      ["opt_out_without_number", true],
    ],
  );
  assert.not.match(JSON.stringify(lines), "GB.1A");
});

const comesBack = { batchItemFailures: [{ itemIdentifier: "m-1" }] };
for (const [operation, message] of [
  ["between", {}],
  ["with", {}],
  ["putNew", {}],
  ["read", { keyword: "opt_out" }],
] as const)
  test(`${operation} that fails brings the message back after its delay, and nothing is half told`, async () => {
    const { env, store, lines, hidden } = repliesEnv();
    store.failNext(operation, "before");
    assert.equal(await receiveBatch([receivedDelivery(message)])(env)(), comesBack);
    assert.equal([hidden, lines.some(({ event }) => event === "received")], [[5], false]);
  });

test("what is no received message goes to the dead letters, with the places that are wrong", async () => {
  const { env, lines, hidden } = repliesEnv();
  const malformed = { ...receivedDelivery(), message: receivedDelivery({ text: 1 as unknown as string }).message };
  assert.equal(await receiveBatch([malformed])(env)(), comesBack);
  assert.equal(hidden, [1]);
  assert.equal(
    lines.map(({ event, status, reason }) => [event, status, reason]),
    [["not_recorded", "Malformed", "received message: text (expected string)"]],
  );
});

test.run();
