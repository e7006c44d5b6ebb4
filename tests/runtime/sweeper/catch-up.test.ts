import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { companyOf } from "../../../runtime/company/company";
import { receivedItem, unmatched } from "../../../runtime/conversation/received-item";
import type { ReceivedMessage } from "../../../runtime/conversation/received-message";
import { senderItem } from "../../../runtime/conversation/sender";
import type { Inbox, InboxInquiry, ListedMessage } from "../../../runtime/ports/inbox";
import { sweep } from "../../../runtime/sweeper/sweep";
import type { SweeperEnv } from "../../../runtime/sweeper/sweeper-env";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { receivedMessage } from "../../helpers/received-message";
import { secondsAfterStart, stranded, sweeperFixture } from "../../helpers/sweeper-fixture";
import { manualClock, START } from "../../helpers/time-and-chance";

const NUMBER = "+447400123456";
const OURS = "+447400654322";
const of = { company_id: "ci-aaa-001", project_id: "pi-aaa-001" };

const listedAt = (messageId: string, seconds: number, overrides: Partial<ListedMessage> = {}): ListedMessage => ({
  messageId,
  parameters: { MessageSid: messageId, From: NUMBER, To: OURS, Body: `text of ${messageId}` },
  at: new Date(secondsAfterStart(seconds)),
  hasFiles: false,
  ...overrides,
});

type Given = Partial<SweeperEnv> & {
  readonly sender?: JsonObject;
  readonly records?: readonly JsonObject[];
  readonly listed?: readonly ListedMessage[] | "endless" | "silent";
};

/** One sender, and a carrier that lists this whatever it is asked for; 600 seconds after START. */
const fixture = ({ sender = {}, records = [], listed = [], ...given }: Given = {}) => {
  const clock = manualClock(secondsAfterStart(600));
  const inquiries: InboxInquiry[] = [];
  const queued: ReceivedMessage[] = [];
  const inbox: Inbox = {
    list: (_, inquiry) => {
      inquiries.push(inquiry);
      if (listed === "silent") return TE.left({ _tag: "CarrierSilent", reason: "status 503" });
      return TE.right(
        listed === "endless" ? undefined : listed.filter(({ at }) => at >= inquiry.from && at < inquiry.before),
      );
    },
    files: () => TE.right([{ url: "https://twilio.example/ME1", content_type: "image/png" }]),
  };
  const item = { ...senderItem({ channel: "sms", address: OURS, of }), ...sender };
  const made = sweeperFixture([item, ...records], {
    clock,
    inbox,
    companies: { find: () => TE.right(O.some(companyOf(companyRecord()))) },
    repliesQueue: { send: (message) => TE.fromIO(() => void queued.push(message)) },
    ...given,
  });
  const state = () => {
    const { caught_up_to, next_check_at, span_seconds } = made.store.find(keyOfRecord(item)) ?? {};
    return { caught_up_to, next_check_at, span_seconds };
  };
  const inquired = () => inquiries.map(({ from, before }) => [from.toISOString(), before.toISOString()]);
  return { ...made, clock, queued, inquired, state, run: () => sweep(made.env)() };
};

/** What is read of a list that is caught up with to START. */
const behind = { caught_up_to: START };
const LATER = secondsAfterStart(900);

const test = suite("catch-up");

test("a sender is heard from its first look on, which asks for nothing", async () => {
  const { run, state, inquired } = fixture();
  await run();
  assert.equal([inquired(), state().caught_up_to, state().next_check_at], [[], secondsAfterStart(600), LATER]);
});

test("what no webhook brought is queued as it would have been, and what it did is not", async () => {
  const recorded = receivedItem(receivedMessage({ message_id: "SM1" }), unmatched, new Date(START));
  const { run, queued, state, inquired } = fixture({
    sender: behind,
    records: [recorded],
    listed: [
      listedAt("SM1", 10),
      listedAt("SM2", 20),
      listedAt("SM3", 30, { parameters: { MessageSid: "SM3", From: NUMBER, To: OURS, Body: " stop. " } }),
      listedAt("SM4", 500),
    ],
  });
  await run();
  assert.equal(inquired(), [[START, secondsAfterStart(480)]]);
  assert.equal(queued, [
    receivedMessage({ message_id: "SM2", text: "text of SM2", via: "catch_up", received_at: secondsAfterStart(20) }),
    receivedMessage({
      message_id: "SM3",
      text: " stop. ",
      via: "catch_up",
      received_at: secondsAfterStart(30),
      keyword: "opt_out",
    }),
  ]);
  assert.equal([state().caught_up_to, state().next_check_at], [secondsAfterStart(480), LATER]);
});

test("what is on record under the other form of its sender's number was not missed", async () => {
  const recorded = receivedItem(receivedMessage({ their_address: "+5511987654321" }), unmatched, new Date(START));
  const parameters = { MessageSid: "SM1", From: "+551187654321", To: OURS, Body: "Yes" };
  const { run, queued } = fixture({
    sender: behind,
    records: [recorded],
    listed: [listedAt("SM1", 10, { parameters })],
  });
  await run();
  assert.equal(queued, []);
});

test("a picture comes with its address", async () => {
  const { run, queued } = fixture({ sender: behind, listed: [listedAt("MM1", 10, { hasFiles: true })] });
  await run();
  assert.equal(
    queued.map(({ message_kind, media }) => [message_kind, media]),
    [["media", [{ url: "https://twilio.example/ME1", content_type: "image/png" }]]],
  );
});

test("nobody looks before the time, whatever the index says, nor while everything may be on its way", async () => {
  const due = () => TE.right([keyOfRecord(senderItem({ channel: "sms", address: OURS, of }))]);
  const early = fixture({
    sender: { ...behind, next_check_at: secondsAfterStart(601) },
    checks: { due, ending: () => TE.right([]) },
  });
  await early.run();
  const settling = fixture({ sender: { caught_up_to: secondsAfterStart(500) } });
  await settling.run();
  assert.equal([early.inquired(), settling.inquired()], [[], []]);
  assert.equal([settling.state().caught_up_to, settling.state().next_check_at], [secondsAfterStart(500), LATER]);
});

test("after an outage an hour is read at each look, until all is", async () => {
  const { run, inquired, state, clock } = fixture({ sender: { caught_up_to: secondsAfterStart(-6_600) } });
  await run();
  assert.equal(state().next_check_at, secondsAfterStart(600));
  clock.advance(60_000);
  await run();
  assert.equal(inquired(), [
    [secondsAfterStart(-6_600), secondsAfterStart(-3_000)],
    [secondsAfterStart(-3_000), secondsAfterStart(540)],
  ]);
  assert.is(state().next_check_at, secondsAfterStart(960));
});

test("a list without an end is read by halves, and by more again once it has one", async () => {
  const endless = fixture({ sender: behind, listed: "endless" });
  await endless.run();
  assert.equal(endless.state(), { ...behind, next_check_at: secondsAfterStart(600), span_seconds: 1_800 });
  const shorter = fixture({ sender: { ...behind, span_seconds: 60 } });
  await shorter.run();
  assert.equal(shorter.inquired(), [[START, secondsAfterStart(60)]]);
  assert.equal(shorter.state(), {
    caught_up_to: secondsAfterStart(60),
    next_check_at: secondsAfterStart(600),
    span_seconds: 120,
  });
});

const troubles: readonly (readonly [string, Given])[] = [
  ["CarrierSilent", { listed: "silent" }],
  ["ProjectGone", { companies: { find: () => TE.right(O.none) } }],
  ["CompaniesUnreadable", { companies: { find: () => TE.left({ _tag: "CompaniesUnreadable" }) } }],
  ["QueueRefused", { repliesQueue: { send: () => TE.left({ _tag: "QueueRefused" }) } }],
];
for (const [why, given] of troubles)
  test(`${why} puts a look off, loses nothing, and costs the conversations nothing`, async () => {
    const conversation = stranded("failed");
    const { run, state, lines, recordOf } = fixture({
      sender: behind,
      listed: [listedAt("SM1", 10)],
      records: [conversation],
      ...given,
    });
    await run();
    assert.equal(state(), { ...behind, next_check_at: LATER, span_seconds: undefined });
    assert.equal(
      lines.map(({ level, event, status }) => [level, event, status]),
      [["warn", "catch_up_put_off", why]],
    );
    assert.is(recordOf(conversation)?.next_check_at, undefined);
  });

test("a sender that is a day behind is told to an alarm", async () => {
  const { run, lines } = fixture({ sender: { caught_up_to: secondsAfterStart(-90_000) }, listed: "silent" });
  await run();
  assert.equal(
    lines.map(({ event, critical }) => [event, critical]),
    [["inbound_far_behind", true]],
  );
});

test("who finds that somebody else has looked leaves it at that", async () => {
  const looked = { ...senderItem({ channel: "sms", address: OURS, of }), next_check_at: LATER };
  const { run, lines, store, state } = fixture({
    sender: behind,
    listed: [listedAt("SM1", 10)],
    repliesQueue: { send: () => TE.fromIO(() => store.put(looked)) },
  });
  await run();
  assert.equal([lines, state().next_check_at], [[], LATER]);
});

test.run();
