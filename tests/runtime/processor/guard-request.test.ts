import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { conversationKey } from "../../../runtime/conversation/message";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import { guardRequest } from "../../../runtime/processor/guard-request";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { type InMemoryConversations, inMemoryConversations } from "../../helpers/in-memory-conversations";
import { claimedRecord } from "../../helpers/queue-message";
import { manualClock, START } from "../../helpers/time-and-chance";

const first = sampleMessage();
const firstKey = conversationKey(first);
const otherRecipient = sampleMessage("whatsapp", {
  frontend_payload: { recipient_data: { recipient_tel: "+447400123457" } },
});
const otherBody = sampleMessage("whatsapp", { frontend_payload: { project_data: { jobID: "1" } } });
const otherChannel = sampleMessage("sms");

const conversation = (more: JsonObject = {}): JsonObject => ({
  ...claimedRecord("whatsapp", { message: first, at: new Date(START) }),
  ...more,
});

const guarded = ({ conversations }: InMemoryConversations, message = first, conversationTtlDays?: number) =>
  guardRequest(message)({
    conversations,
    clock: manualClock(),
    settings: processorSettings({ conversationTtlDays }),
  })();

/** A table in which the first request has been guarded and claimed. */
const claimedOnce = async (more: JsonObject = {}): Promise<InMemoryConversations> => {
  const store = inMemoryConversations();
  await guarded(store);
  store.put(conversation(more));
  return store;
};

const conflicting = E.left({ _tag: "Conflicting" });
const conflictsOf = (store: InMemoryConversations): unknown => store.find(firstKey)?.conflicts;

const test = suite("guard-request");

test("the first request of an id is let through and leaves a guard", async () => {
  const store = inMemoryConversations();

  assert.equal(await guarded(store, first, 35), E.right(undefined));
  assert.equal(store.records(), [
    {
      primary_channel: "request#ci-aaa-001#pi-aaa-001",
      conversation_id: REQUEST_ID,
      winner: firstKey,
      fingerprint: requestGuard(first).fingerprint,
      accepted_at: first.acceptedAt,
      created_at: START,
      ttl: Date.parse(START) / 1_000 + 35 * 86_400,
    },
  ]);
});

test("the guard is kept as long as the project's conversations", async () => {
  const store = inMemoryConversations();
  const context = sampleMessage("whatsapp", { company_data_payload: { conversation_ttl_days: 90 } });

  await guarded(store, context, 35);

  assert.is(store.records()[0]?.ttl, Date.parse(START) / 1_000 + 90 * 86_400);
});

test("an exact repetition is let through, at any time", async () => {
  const store = await claimedOnce();
  const later = sampleMessage("whatsapp", {
    frontend_payload: { request_data: { initial_request_timestamp: "2026-11-21T00:00:00.000Z" } },
    metadata: { accepted_at: "2026-11-21T00:00:01.000Z" },
  });

  assert.equal(await guarded(store, later), E.right(undefined));
  assert.is(conflictsOf(store), undefined);
});

for (const [what, context, differs] of [
  ["another recipient", otherRecipient, "recipient"],
  ["another body", otherBody, "channel or body"],
  ["another channel", otherChannel, "channel or body"],
] as const) {
  test(`the same id with ${what} is refused, and noted on the winner's record`, async () => {
    const store = await claimedOnce();

    assert.equal(await guarded(store, context), conflicting);
    assert.equal(store.find(firstKey), conversation({ conflicts: [{ at: START, differs }] }));
    assert.is(store.records().length, 2);
  });
}

test("an erased request is over, for its repetition as for another one under its id, and nothing is noted", async () => {
  const store = await claimedOnce();
  const [guard] = store.records().filter(({ primary_channel }) => String(primary_channel).startsWith("request#"));
  store.put({
    ...guard,
    winner: { ...firstKey, primary_channel: "erased#0" },
    fingerprint: "erased",
    erased_at: START,
  });
  const before = store.records();

  const results = [await guarded(store), await guarded(store, otherBody)];

  assert.equal(results, [E.left({ _tag: "Erased" }), E.left({ _tag: "Erased" })]);
  assert.equal(store.records(), before);
});

test("the same id of another project is another request", async () => {
  const store = await claimedOnce();
  const elsewhere = sampleMessage("whatsapp", { frontend_payload: { company_data: { project_id: "pi-bbb-002" } } });

  assert.equal(await guarded(store, elsewhere), E.right(undefined));
});

test("a record keeps twenty conflicts; later ones are refused all the same", async () => {
  const twenty = Array.from({ length: 20 }, () => ({ at: START, differs: "recipient" }));
  const store = await claimedOnce({ conflicts: twenty.slice(1) });

  const results = [await guarded(store, otherBody), await guarded(store, otherBody)];

  assert.equal(results, [conflicting, conflicting]);
  assert.equal(conflictsOf(store), [...twenty.slice(1), { at: START, differs: "channel or body" }]);
});

test("a conflict is refused before the winner has its record, and although it cannot be noted", async () => {
  const store = inMemoryConversations();
  await guarded(store);
  const before = await guarded(store, otherBody);
  store.put(conversation());
  store.failNext("change", "before");
  const unnoted = await guarded(store, otherBody);

  assert.equal([before, unnoted], [conflicting, conflicting]);
});

test("a guard that was written while its answer was lost lets its request through at the next try", async () => {
  const store = inMemoryConversations();
  store.failNext("putNew", "after");

  const results = [await guarded(store), await guarded(store)];

  assert.equal(results, [E.left({ _tag: "StoreUnavailable" }), E.right(undefined)]);
});

for (const operation of ["putNew", "read"] as const) {
  test(`nothing is let through while ${operation} fails`, async () => {
    const store = await claimedOnce();
    store.failNext(operation, "before");

    assert.equal(await guarded(store), E.left({ _tag: "StoreUnavailable" }));
  });
}

test("a guard that cannot be read lets nothing through", async () => {
  const store = inMemoryConversations();
  store.put({ primary_channel: "request#ci-aaa-001#pi-aaa-001", conversation_id: REQUEST_ID, fingerprint: 5 });

  const result = await guarded(store);

  assert.is(E.isLeft(result) && result.left._tag, "Unreadable");
});

test.run();
