import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { eraseRecord } from "../../../runtime/conversation/erasure";
import { eventTypes } from "../../../runtime/conversation/event-types";
import { reopenByOperator, settleByOperator } from "../../../runtime/conversation/operator-transitions";
import { lostConversation } from "../../../runtime/conversation/record";
import { expire, giveUp, giveUpKnowing, supersede } from "../../../runtime/conversation/sweeper-transitions";
import { commitToSend, recordSent, recordSetback, saveDraft } from "../../../runtime/conversation/transitions";
import { applyReceipt } from "../../../runtime/receipts/record-receipt";
import { claimedRecord, exampleDraft } from "../../helpers/queue-message";
import { START } from "../../helpers/time-and-chance";
import { at, happenedBy, toldConversation, toldMessage } from "./told-fixture";

const test = suite("conversation-events");

type Told = Awaited<ReturnType<typeof toldConversation>>;

const attempt = { attempt_id: "attempt-1", sending_at: START };
const settled = { reason: "Ada looked", by: "grace", messageId: undefined } as const;
const givenUp = { status: "failed_to_process_ai", reason: "assistant: invalid_json" } as const;
const ids = ["company_id", "project_id", "request_id", "conversation_id", "channel"];

const begin = async ({ change }: Told): Promise<void> => {
  await change((record) => saveDraft(record, exampleDraft(), at(1)));
  await change((record) => commitToSend(record, attempt));
};

const send = async ({ change }: Told, deliveryStatus = "queued"): Promise<void> => {
  const accepted = { messageId: "SM1", deliveryStatus, text: undefined };
  const sent = { channel: "whatsapp", attemptId: "attempt-1", absences: 0, draft: exampleDraft(), accepted } as const;
  await change((record) => recordSent({ key: record, lease: record, ...sent, at: at(2), processingMs: 1 }));
};

const receive = async ({ change }: Told, status: string, seconds: number, errorCode?: string): Promise<void> =>
  change((record) => {
    const applied = applyReceipt(record, { attemptId: "attempt-1", messageId: "SM1", status, errorCode }, at(seconds));
    if (applied._tag !== "Change") throw new Error(applied._tag);
    return applied.change;
  });

const typesIn = (told: Told): readonly string[] => told.told().map(({ type }) => type);

test("each step of a conversation is told once, with what its type is said to have", async () => {
  const one = await toldConversation();
  await begin(one);
  await send(one);
  for (const [place, status] of ["sent", "delivered", "read"].entries()) await receive(one, status, 3 + place);
  const told = one.told();
  assert.equal(
    told.map(({ type, timestamp, data }) => [type, timestamp, data.delivery_status ?? null]),
    [
      ["conversation.accepted", at(-160).toISOString(), null],
      ["message.sent", at(2).toISOString(), "queued"],
      ["message.delivered", at(4).toISOString(), "delivered"],
      ["message.read", at(5).toISOString(), "read"],
    ],
  );
  for (const { type, data, words, ...rest } of told) {
    assert.equal(Object.keys({ ...data, ...words }).sort(), [...eventTypes[type].data].sort(), type);
    assert.ok(ids.every((id) => Object.hasOwn(rest, id)));
  }
  assert.equal(told[1]?.data, {
    turn: 0,
    author: "assistant",
    message_id: "SM1",
    delivery_status: "queued",
    provider_code: null,
    reason: null,
  });
});

test("a carrier that tells two things at once is told on twice, and what it takes back as well", async () => {
  const one = await toldConversation();
  await begin(one);
  await receive(one, "undelivered", 2, "63016");
  await receive(one, "delivered", 3);
  await receive(one, "open", 4);
  await receive(one, "click", 5);
  await receive(one, "bounce", 6);
  const told = one.told();
  assert.equal(
    told.map(({ type }) => type),
    ["conversation.accepted", "message.sent", "message.failed", "message.delivered", "message.read", "message.failed"],
  );
  assert.equal(
    told.filter(({ type }) => type === "message.failed").map(({ data }) => [data.reason, data.provider_code]),
    [
      ["carrier: undelivered (63016)", "63016"],
      ["carrier: bounce", null],
    ],
  );
});

test("ends without a message are told as what they are, once, and so is what nobody goes on with", async () => {
  const ends: readonly (readonly [string, (one: Told) => Promise<unknown>])[] = [
    ["conversation.cancelled", ({ change }) => change((record) => expire(record, "cancelled", "cancelled", at(3)))],
    ["recipient.suppressed", ({ change }) => change((record) => supersede(record, at(3)))],
    ["message.failed", ({ change }) => change((record) => expire(record, "failed_unknown", "too old", at(3)))],
    ["message.failed", ({ change }) => change((record) => giveUp(record, givenUp, at(3)))],
    [
      "message.failed",
      async ({ change }) => {
        await change((record) => giveUp(record, givenUp, at(3)));
        await change((record) => expire(record, "failed_unknown", "too old", at(4)));
      },
    ],
    [
      "message.failed,conversation.cancelled",
      async ({ change }) => {
        await change((record) => giveUp(record, givenUp, at(3)));
        await change((record) => expire(record, "cancelled", "cancelled", at(4)));
      },
    ],
    ["", ({ change, record }) => change(() => eraseRecord(record(), undefined, "erased#1", at(3)))],
  ];
  for (const [type, end] of ends) {
    const one = await toldConversation();
    one.told();
    await end(one);
    assert.equal(typesIn(one).join(), type);
  }
});

test("a refusal's code is told beside its reason", async () => {
  const one = await toldConversation();
  await begin(one);
  one.told();
  const setback = { status: "failed_to_send_message", sendState: "failed", nextCheckAt: undefined, at: at(3) } as const;
  await one.change((record) => recordSetback(record, { ...setback, reason: "carrier refused: 63016" }));
  assert.equal(
    one.told().map(({ data }) => data.provider_code),
    ["63016"],
  );
});

test("not to know is told each time that it comes to that, and an operator's words stay inside", async () => {
  const one = await toldConversation();
  await begin(one);
  one.told();
  await one.change((record) => giveUpKnowing(record, "no list", at(3)));
  await one.change((record) => giveUpKnowing(record, "no list yet", at(4)));
  assert.equal(typesIn(one), ["message.unknown"]);
  await one.change((record) => settleByOperator(record, { ...settled, outcome: "failed", at: at(5) }));
  const [failed] = one.told();
  assert.equal([failed?.type, failed?.data.reason], ["message.failed", "settled by an operator"]);
  await one.change((record) => reopenByOperator(record, { ...settled, at: at(6) }));
  await one.change((record) => expire(record, "failed_unknown", "too old", at(7)));
  const [again] = one.told();
  assert.equal(again?.type, "message.failed");
  assert.not.equal(again?.apart, failed?.apart);
});

test("a request whose id another one took is told as failed, and was never accepted", () => {
  const loss = { reason: "its request id was taken", at: at(1), processorVersion: "2.3.4", ttlDays: undefined };
  const told = happenedBy({ old: undefined, now: lostConversation(toldMessage(), loss) });
  assert.equal(
    told.map(({ type, data }) => [type, data.message_id]),
    [["message.failed", null]],
  );
});

test("nothing is told of a project without a webhook, of what is deleted, and of kinds that are not known", () => {
  const claimed = claimedRecord();
  for (const [old, now] of [
    [undefined, claimed],
    [claimed, undefined],
    [undefined, { events_to: "webhook", kind: "of a later version" }],
  ])
    assert.equal(happenedBy({ old, now }), []);
});

test("docs/events.md has a row for each type, and for no other", () => {
  const rows = readFileSync(join(__dirname, "../../../docs/events.md"), "utf8").match(/^\| `.*?` \|/gm) ?? [];
  const named = rows.flatMap((row) => [...row.matchAll(/`([a-z_.]+)`/g)].map(([, type = ""]) => type));
  assert.equal(named, Object.keys(eventTypes));
});

test.run();
