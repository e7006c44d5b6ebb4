import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Conversations } from "../../../runtime/ports/conversations";
import { type Receipt, recordReceipt } from "../../../runtime/receipts/record-receipt";
import { recordReceipts } from "../../../runtime/receipts/sendgrid";
import {
  ATTEMPT,
  keyOfRecord,
  MESSAGE,
  type ReceiptsFixture,
  receiptsFixture,
  sendingRecord,
} from "./receipts-fixture";

const test = suite("recording a receipt");

const key = keyOfRecord(sendingRecord());
const receipt: Receipt = { attemptId: ATTEMPT, messageId: MESSAGE, status: "delivered", errorCode: undefined };
const unrecorded = E.left({ _tag: "Unrecorded" });
const recorded = E.right(undefined);

const stateOf = ({ store }: ReceiptsFixture) => store.find(key)?.send_state;

/** A table in which somebody else moves the record before each of the first changes. */
const contended = (
  fixture: ReceiptsFixture,
  times: number,
): { readonly port: Conversations; readonly tries: () => number } => {
  let tries = 0;
  const { conversations, put, find } = fixture.store;
  return {
    port: {
      ...conversations,
      change: (of, change) =>
        TE.flatten(
          TE.fromIO(() => {
            tries += 1;
            if (tries <= times) put({ ...find(of), lease_until: `2026-11-20T12:00:0${tries}.000Z` });
            return conversations.change(of, change);
          }),
        ),
    },
    tries: () => tries,
  };
};

test("heals the record and tells of the delivery", async () => {
  const fixture = receiptsFixture();
  assert.equal(await recordReceipt(key, receipt)(fixture.env)(), recorded);
  assert.is(stateOf(fixture), "sent");
  assert.equal(fixture.lines, [
    {
      level: "info",
      event: "delivery",
      request_id: "550e8400-e29b-41d4-a716-446655440001",
      conversation_id: key.conversation_id,
      company_id: "ci-aaa-001",
      project_id: "pi-aaa-001",
      channel: "whatsapp",
      message_id: MESSAGE,
      status: "delivered",
    },
  ]);
});

test("goes by what the record has become, however often it moves, up to four times", async () => {
  for (const times of [1, 2, 3, 4]) {
    const fixture = receiptsFixture();
    const { port, tries } = contended(fixture, times);
    assert.equal(await recordReceipt(key, receipt)({ ...fixture.env, conversations: port })(), recorded);
    assert.is(stateOf(fixture), "sent");
    assert.is(tries(), times + 1);
  }
});

test("is given up at the fifth time, so that the carrier posts again", async () => {
  const fixture = receiptsFixture();
  const { port, tries } = contended(fixture, 99);
  assert.equal(await recordReceipt(key, receipt)({ ...fixture.env, conversations: port })(), unrecorded);
  assert.is(stateOf(fixture), "sending");
  assert.is(tries(), 5);
});

for (const operation of ["read", "change"] as const)
  test(`fails at once when the table does not answer the ${operation}`, async () => {
    const fixture = receiptsFixture();
    fixture.store.failNext(operation, "before");
    assert.equal(await recordReceipt(key, receipt)(fixture.env)(), unrecorded);
    assert.is(stateOf(fixture), "sending");
  });

test("succeeds when a change was made whose answer was lost, and the carrier posts again", async () => {
  const fixture = receiptsFixture();
  fixture.store.failNext("change", "after");
  assert.equal(await recordReceipt(key, receipt)(fixture.env)(), unrecorded);
  const after = fixture.store.find(key);
  assert.equal(await recordReceipt(key, receipt)(fixture.env)(), recorded);
  assert.is(after?.send_state, "sent");
  assert.equal(fixture.store.find(key), after);
});

test("of a record that cannot be read is not lost silently", async () => {
  const fixture = receiptsFixture([{ ...sendingRecord(), send_state: "lost" }]);
  assert.equal(await recordReceipt(key, receipt)(fixture.env)(), unrecorded);
});

test("of a record that is gone is done with", async () => {
  const fixture = receiptsFixture([]);
  assert.equal(await recordReceipt(key, receipt)(fixture.env)(), recorded);
  assert.equal(fixture.store.records(), []);
});

test("of a second attempt raises the alarm and changes nothing", async () => {
  const attempts = [ATTEMPT, "attempt-2"].map((attempt_id) => ({ attempt_id, sending_at: "2026-11-20T11:45:33.000Z" }));
  const record = sendingRecord("whatsapp", {
    send_state: "sent",
    delivery_status: "delivered",
    attempt_id: "attempt-2",
    attempts,
  });
  const fixture = receiptsFixture([record]);
  const before = fixture.store.find(key);
  assert.equal(await recordReceipt(key, receipt)(fixture.env)(), recorded);
  assert.equal(fixture.store.find(key), before);
  assert.equal(fixture.lines, [
    {
      level: "error",
      event: "sent_twice",
      critical: true,
      request_id: "550e8400-e29b-41d4-a716-446655440001",
      conversation_id: key.conversation_id,
      company_id: "ci-aaa-001",
      project_id: "pi-aaa-001",
      channel: "whatsapp",
      message_id: MESSAGE,
    },
  ]);
});

test("of a batch costs the others nothing when one cannot be recorded", async () => {
  const fixture = receiptsFixture([
    { ...sendingRecord(), send_state: "lost" },
    sendingRecord("sms"),
    sendingRecord("email"),
  ]);
  const of = (channel: "whatsapp" | "sms" | "email") => ({ key: keyOfRecord(sendingRecord(channel)), receipt });
  assert.equal(await recordReceipts([of("whatsapp"), of("sms"), of("email")])(fixture.env)(), unrecorded);
  assert.equal(
    fixture.store.records().map(({ send_state }) => send_state),
    ["lost", "sent", "sent"],
  );
});

test("of a batch takes the receipts of one conversation in turn, without a retry", async () => {
  const fixture = receiptsFixture();
  const receipts = ["processed", "delivered", "open", "click"].map((status) => ({
    key,
    receipt: { ...receipt, status },
  }));
  assert.equal(await recordReceipts(receipts)(fixture.env)(), recorded);
  assert.is(fixture.store.find(key)?.delivery_status, "click");
  assert.is(fixture.store.changes.length, 4);
});

test("of an empty batch is nothing to do", async () => {
  const fixture = receiptsFixture();
  assert.equal(await recordReceipts([])(fixture.env)(), recorded);
  assert.equal(fixture.store.changes, []);
});

test.run();
