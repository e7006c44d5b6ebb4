import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import type { Conversations } from "../../runtime/ports/conversations";
import { deliveryRank, recordReceipt } from "../../runtime/receipts/record-receipt";
import { processorSettings } from "../../tools/measure/sample/functions";
import { fakeSecrets } from "../helpers/fake-providers";
import { gatheringLog } from "../helpers/gathering-log";
import { inMemoryConversations } from "../helpers/in-memory-conversations";
import { exampleDraft, processorRecord } from "../helpers/queue-message";
import { manualClock, START } from "../helpers/time-and-chance";
import { makeWorld } from "./support/world";
import { quick } from "./support/world-options";

const statuses = ["sent", "delivered", "read", "failed"] as const;

/** Every order of receipts with every duplicate, up to four. */
const orders = (length: number): readonly (readonly string[])[] =>
  length === 0 ? [[]] : orders(length - 1).flatMap((order) => statuses.map((status) => [...order, status]));
const allOrders = [1, 2, 3, 4].flatMap(orders);

const attempts = ["attempt-1", "attempt-2"].map((attempt_id) => ({ attempt_id, sending_at: START }));
const begun = { draft: exampleDraft(), attempt_id: "attempt-1", sending_at: START, attempts };
const message = { message_id: "SM1", timestamp: START, role: "assistant", content: "Ada", delivery_status: "queued" };

/** A record that has tried to send, in each state in which a receipt can find it. */
const states: Readonly<Record<string, JsonObject>> = {
  drafted: { ...begun, send_state: "drafted" },
  sending: { ...begun, send_state: "sending" },
  uncertain: { ...begun, send_state: "uncertain" },
  delivery_unknown: { ...begun, send_state: "uncertain", conversation_status: "delivery_unknown" },
  failed: { ...begun, send_state: "failed" },
  sent: { ...begun, send_state: "sent", delivery_status: "queued", messages: [message] },
  "settled by an operator": { ...begun, send_state: "sent", delivery_status: null, messages: [message] },
};

const world = (record: JsonObject, change?: Conversations["change"]) => {
  const stored = processorRecord(record);
  const { primary_channel, conversation_id } = stored;
  const store = inMemoryConversations();
  const { log, lines } = gatheringLog();
  store.put(stored);
  const key = { primary_channel, conversation_id };
  const conversations = change === undefined ? store.conversations : { ...store.conversations, change };
  const { secrets } = fakeSecrets();
  const env = {
    conversations,
    consents: store.consents,
    secrets,
    settings: processorSettings(),
    clock: manualClock(),
    log,
  };
  const take = (status: string, attemptId = "attempt-1", messageId = "SM1") =>
    recordReceipt(key, { attemptId, messageId, status, errorCode: undefined })(env)();
  return { take, lines, found: () => store.find(key) ?? {} };
};

const furthest = (order: readonly string[]): string =>
  order.reduce((best, status) => (deliveryRank(status) > deliveryRank(best) ? status : best), "queued");

for (const [state, record] of Object.entries(states))
  test(`${state}: ${allOrders.length} orders of receipts end in the furthest, never go back, and drop none`, async () => {
    for (const order of allOrders) {
      const { take, found, lines } = world(record);
      let rank = 0;
      for (const status of order) {
        assert.equal(await take(status), E.right(undefined));
        const next = deliveryRank(String(found().delivery_status));
        assert.ok(next >= rank, `${order.join(", ")}: ${status} took the delivery back`);
        rank = next;
      }
      const { send_state, conversation_status, delivery_status, messages } = found();
      assert.equal(
        { send_state, delivery_status, told: (messages as readonly JsonObject[])[0]?.delivery_status },
        { send_state: "sent", delivery_status: furthest(order), told: furthest(order) },
        order.join(", "),
      );
      if (record.send_state !== "sent") assert.is(conversation_status, "initial_message_sent");
      assert.equal(
        lines.filter(({ critical }) => critical),
        [],
      );
    }
  });

for (const [state, record] of Object.entries(states))
  for (const attempt of ["attempt-1", "attempt-2"])
    test(`${state}: receipts of two attempts, ${attempt} first, raise a critical alarm and change nothing`, async () => {
      const other = attempt === "attempt-1" ? "attempt-2" : "attempt-1";
      const { take, found, lines } = world(record.send_state === "sent" ? { ...record, attempt_id: attempt } : record);
      await take("delivered", attempt, "SM1");
      const before = found();

      await take("read", other, "SM2");

      assert.equal(found(), before);
      assert.equal(
        lines.filter(({ critical }) => critical).map(({ event, level, message_id }) => ({ event, level, message_id })),
        [{ event: "sent_twice", level: "error", message_id: "SM2" }],
      );
    });

test("a receipt of an attempt that the record does not know changes nothing", async () => {
  const { take, found } = world({ send_state: "accepted" });
  const before = found();
  assert.equal(await take("delivered", "attempt-9"), E.right(undefined));
  assert.equal(found(), before);
});

test("two receipts at once are both taken, at the first post", async () => {
  const sending = makeWorld({ receipts: false, latencies: { ...quick, store: () => 5 } });
  const queued = sending.accept({ id: 1_001, channel: "sms", recipient: 1 });
  await sending.run(60_000);
  const [entry] = sending.ledger;
  for (const status of ["delivered", "sent", "read"]) if (entry !== undefined) sending.post(entry, status);
  await sending.run(1_000);
  assert.is(sending.store.find(queued.key)?.delivery_status, "read");
});

for (const [store, failure, tried] of [
  ["where others move the record each time is given back after five tries", "ChangeRefused", 5],
  ["that the store cannot take is given back at once", "StoreUnavailable", 1],
] as const)
  test(`a receipt ${store}: the carrier posts it again`, async () => {
    let writes = 0;
    const { take } = world({ ...begun, send_state: "sending" }, () => {
      writes += 1;
      assert.ok(writes <= tried, "one write too many");
      return TE.left({ _tag: failure });
    });

    assert.equal(await take("delivered"), E.left({ _tag: "Unrecorded" }));
    assert.is(writes, tried);
  });
