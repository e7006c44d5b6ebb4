import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Conversations } from "../../../runtime/ports/conversations";
import { type Receipt, recordReceipt } from "../../../runtime/receipts/record-receipt";
import { recordReceipts } from "../../../runtime/receipts/sendgrid";
import { channels } from "../../../runtime/request/request";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { ATTEMPT, MESSAGE, receiptsFixture, sendingRecord } from "./receipts-fixture";

const key = keyOfRecord(sendingRecord());
const receipt: Receipt = { attemptId: ATTEMPT, messageId: MESSAGE, status: "delivered", errorCode: undefined };
const unrecorded = E.left({ _tag: "Unrecorded" });
const recorded = E.right(undefined);

type Fixture = Pick<ReturnType<typeof receiptsFixture>, "env">;
const recording = ({ env }: Fixture) => recordReceipt(key, receipt)(env)();

/** A table in which somebody else moves the record before each of the first changes. */
const contended = (times: number) => {
  let tries = 0;
  const fixture = receiptsFixture();
  const { conversations, put, find } = fixture.store;
  const change: Conversations["change"] = (of, wanted) =>
    TE.flatten(
      TE.fromIO(() => {
        tries += 1;
        if (tries <= times) put({ ...find(of), lease_until: `2026-11-20T12:00:0${tries}.000Z` });
        return conversations.change(of, wanted);
      }),
    );
  const env = { ...fixture.env, conversations: { ...conversations, change } };
  return { ...fixture, env, tries: () => tries };
};

for (const [title, times, result, state, tries] of [
  ["goes by what the record has become, though it moves once", 1, recorded, "sent", 2],
  ["goes by what the record has become, though it moves twice", 2, recorded, "sent", 3],
  ["goes by what the record has become, though it moves three times", 3, recorded, "sent", 4],
  ["goes by what the record has become, however often it moves, up to four times", 4, recorded, "sent", 5],
  ["is given up at the fifth time, so that the carrier posts again", 99, unrecorded, "sending", 5],
] as const)
  test(title, async () => {
    const fixture = contended(times);
    assert.equal(
      [await recording(fixture), fixture.recordOf("whatsapp").send_state, fixture.tries()],
      [result, state, tries],
    );
  });

test("succeeds when a change was made whose answer was lost, and the carrier posts again", async () => {
  const fixture = receiptsFixture();
  fixture.store.failNext("change", "after");
  assert.equal(await recording(fixture), unrecorded);
  const after = fixture.recordOf("whatsapp");
  assert.equal(await recording(fixture), recorded);
  assert.is(after.send_state, "sent");
  assert.equal(fixture.recordOf("whatsapp"), after);
});

test("of a record that cannot be read is not lost silently", async () => {
  assert.equal(await recording(receiptsFixture([{ ...sendingRecord(), send_state: "lost" }])), unrecorded);
});

test("of a batch costs the others nothing when one cannot be recorded", async () => {
  const { env, store } = receiptsFixture([
    { ...sendingRecord(), send_state: "lost" },
    sendingRecord("sms"),
    sendingRecord("email"),
  ]);
  const receipts = channels.map((channel) => ({ key: keyOfRecord(sendingRecord(channel)), receipt }));
  assert.equal(await recordReceipts(receipts)(env)(), unrecorded);
  assert.equal(
    store.records().map(({ send_state }) => send_state),
    ["lost", "sent", "sent"],
  );
});

test("of a batch takes the receipts of one conversation in turn, without a retry", async () => {
  const { env, store, recordOf } = receiptsFixture();
  const statuses = ["processed", "delivered", "open", "click"];
  const receipts = statuses.map((status) => ({ key, receipt: { ...receipt, status } }));
  assert.equal(await recordReceipts(receipts)(env)(), recorded);
  assert.equal([recordOf("whatsapp").delivery_status, store.changes.length], ["click", 4]);
});
