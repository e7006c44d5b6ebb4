import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { cancelledGuard } from "../../../runtime/conversation/cancellation";
import { conversationKey, type Message } from "../../../runtime/conversation/message";
import { requestGuard } from "../../../runtime/conversation/request-guard";
import type { HasConversations } from "../../../runtime/ports/conversations";
import { guardRequest } from "../../../runtime/processor/guard-request";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { REQUEST_ID } from "../../../tools/measure/sample/request";
import { type InMemoryConversations, inMemoryConversations } from "../../helpers/in-memory-conversations";
import { claimedRecord } from "../../helpers/queue-message";
import { manualClock, START } from "../../helpers/time-and-chance";

const first = sampleMessage();
const firstKey = conversationKey(first);
const withTel = (recipient_tel: string): Message =>
  sampleMessage("whatsapp", { frontend_payload: { recipient_data: { recipient_tel } } });
const otherRecipient = withTel("+447400123457");
const otherSender = sampleMessage("whatsapp", {
  conversation_data: { conversation_id: `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400654329` },
});
const otherBody = sampleMessage("whatsapp", { frontend_payload: { project_data: { jobID: "1" } } });
const otherChannel = sampleMessage("sms");

const conversation = (more: JsonObject = {}): JsonObject => ({
  ...claimedRecord("whatsapp", { message: first, at: new Date(START) }),
  ...more,
});

const guarded = ({ conversations }: HasConversations, message = first, conversationTtlDays?: number) =>
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

const conflictsOf = (store: InMemoryConversations): unknown => store.find(firstKey)?.conflicts;

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

const reasonOf = (differs: string): string => `its request id was taken by a request with another ${differs}`;
const conflicting = (differs: string) => E.left({ _tag: "Conflicting", reason: reasonOf(differs) });
const noted = (differs: string, { request, acceptedAt: accepted_at }: Message) => ({
  at: START,
  differs,
  channel: request.channel,
  accepted_at,
});

for (const [what, message, differs] of [
  ["another recipient", otherRecipient, "recipient"],
  ["another channel, and so another sender", otherChannel, "channel or body"],
] as const) {
  test(`the same id with ${what} fails on a record of its own, and is noted on the winner's, each once`, async () => {
    const store = await claimedOnce();

    assert.equal(await guarded(store, message, 35), conflicting(differs));

    assert.equal(store.find(firstKey), conversation({ conflicts: [noted(differs, message)] }));
    const { check_bucket, next_check_at, retention_bucket, retention_check_at, ...claimed } = claimedRecord(
      message.request.channel,
      {
        message,
        at: new Date(START),
        lease: { lease_owner: "nobody", lease_until: START },
        ttlDays: 35,
      },
    );
    assert.equal(store.find(conversationKey(message)), {
      ...claimed,
      conversation_status: "failed_unknown",
      send_state: "failed",
      failure_reason: reasonOf(differs),
      request_id_taken: true,
    });
    await guarded(store, message, 35);
    assert.is(store.records().length, 3);
  });
}

for (const [what, message, differs] of [
  ["with another body, whose place is the winner's,", otherBody, "channel or body"],
  ["of the same request from another sender", otherSender, "sender"],
] as const) {
  test(`the same id ${what} is only noted, with the time by which its client knows it`, async () => {
    const store = await claimedOnce();

    assert.equal(await guarded(store, message), conflicting(differs));

    assert.equal(store.find(firstKey), conversation({ conflicts: [noted(differs, message)] }));
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

test("a request that was cancelled before it was claimed is over, for another one under its id too, and nothing is noted", async () => {
  const store = inMemoryConversations();
  const { primary_channel, conversation_id } = requestGuard(first);
  store.put(
    cancelledGuard({
      key: { primary_channel, conversation_id },
      cancellation: { at: START, reason: null, by: null },
      ttlDays: undefined,
      told: {},
    }),
  );
  const before = store.records();

  const results = [await guarded(store), await guarded(store, otherBody), await guarded(store, otherRecipient)];

  assert.equal(results, Array(3).fill(E.left({ _tag: "Cancelled" })));
  assert.equal(store.records(), before);
});

test("a record keeps twenty conflicts; later ones are refused all the same", async () => {
  const twenty = Array.from({ length: 20 }, () => noted("recipient", otherRecipient));
  const store = await claimedOnce({ conflicts: twenty.slice(1) });

  const results = [await guarded(store, otherBody), await guarded(store, otherBody)];

  assert.equal(results, [conflicting("channel or body"), conflicting("channel or body")]);
  assert.equal(conflictsOf(store), [...twenty.slice(1), noted("channel or body", otherBody)]);
});

test("a guard that cannot be read lets nothing through", async () => {
  const store = inMemoryConversations();
  store.put({ primary_channel: "request#ci-aaa-001#pi-aaa-001", conversation_id: REQUEST_ID, fingerprint: 5 });

  const result = await guarded(store);

  assert.is(E.isLeft(result) && result.left._tag, "Unreadable");
});
