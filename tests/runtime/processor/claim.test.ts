import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey, type Message } from "../../../runtime/conversation/message";
import { claim } from "../../../runtime/processor/claim";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { type InMemoryConversations, inMemoryConversations } from "../../helpers/in-memory-conversations";
import { claimedRecord, exampleDraft, processorRecord } from "../../helpers/queue-message";
import { fixedId, fixedIds, manualClock, START } from "../../helpers/time-and-chance";

const message = sampleMessage();
const key = conversationKey(message);
const received = (message: Message) => ({ message, receivedAt: new Date(START) });
const lease = { lease_owner: fixedId(1), lease_until: "2026-11-20T11:48:13.000Z" };
const draft = exampleDraft();

const envOf = ({ conversations }: InMemoryConversations, ids = fixedIds()) => ({
  conversations,
  clock: manualClock(),
  ids,
  settings: processorSettings(),
});

const outcome = async (env: ReturnType<typeof envOf>) => {
  const result = await claim(received(message))(env)();
  if (E.isLeft(result)) return result.left;
  const { heldUntil, asking, ...claimed } = result.right;
  return { ...claimed, heldUntil: heldUntil().toISOString(), asked: asking.soFar() };
};

const claimed = (savedDraft: typeof draft | undefined = undefined) => ({
  message,
  key,
  lease,
  claimedAt: new Date(START),
  savedDraft,
  absences: 0,
  heldUntil: lease.lease_until,
  asked: { calls: 0, tokens: 0 },
});

const fresh = claimedRecord("whatsapp", { lease, at: new Date(START), reserved: { calls: 3, tokens: 0 } });

const testClaim = suite("claim");

testClaim("a new conversation is recorded and held for a lease", async () => {
  const store = inMemoryConversations();

  assert.equal(await outcome(envOf(store)), claimed());
  assert.equal(store.records(), [fresh]);
});

testClaim("a conversation is kept as long as its project says, else as the deployment does", async () => {
  const DAY = 86_400;
  const claimedAt = Date.parse(START) / 1_000;
  const kept = async (conversation_ttl_days: number | undefined) => {
    const store = inMemoryConversations();
    const env = { ...envOf(store), settings: processorSettings({ conversationTtlDays: 365 }) };
    await claim(received(sampleMessage("whatsapp", { company_data_payload: { conversation_ttl_days } })))(env)();
    const [record] = store.records();
    return { days: (Number(record?.ttl) - claimedAt) / DAY, rule: record?.conversation_ttl_days };
  };

  assert.equal(await kept(90), { days: 90, rule: 90 });
  assert.equal(await kept(undefined), { days: 365, rule: undefined });
});

testClaim(
  "a claim that was recorded while its answer was lost is found as our own when the store is asked again",
  async () => {
    const store = inMemoryConversations();
    store.put(fresh);

    assert.equal(await outcome(envOf(store)), claimed());
  },
);

testClaim("a conversation whose holder is gone is taken over, with the draft that it left", async () => {
  const store = inMemoryConversations();
  store.put(processorRecord({ send_state: "drafted", draft }));

  assert.equal(await outcome(envOf(store)), claimed(draft));
  assert.equal(store.find(key), {
    ...processorRecord({ send_state: "drafted", draft }),
    ...lease,
    next_check_at: "2026-11-20T11:50:03.000Z",
  });
});

for (const [tag, record] of [
  ["AlreadyFailed", { conversation_status: "failed_to_send_message" }],
  ["Suppressed", { conversation_status: "suppressed" }],
  ["Cancelled", { conversation_status: "failed_to_send_message", cancelled: { at: START, reason: null, by: null } }],
] as const)
  testClaim(`of what has failed it is told why nothing more comes of it: ${tag}`, async () => {
    const store = inMemoryConversations();
    store.put(processorRecord({ send_state: "failed", ...record }));

    assert.equal(await outcome(envOf(store)), { _tag: tag });
  });

testClaim("a record that would leave no room for the outcome is not written", async () => {
  const store = inMemoryConversations();
  const numbers = { frontend_payload: { project_data: { numbers: Array(130_000).fill(0) } } };

  const result = await claim(received(sampleMessage("whatsapp", numbers)))(envOf(store))();

  assert.equal(result, E.left({ _tag: "Malformed", reason: "the record would exceed 358400 bytes" }));
  assert.equal(store.records(), []);
});

testClaim("a record that is none of ours is not gone on with", async () => {
  const store = inMemoryConversations();
  store.put({ ...key, send_state: "elsewhere" });

  const result = await outcome(envOf(store));

  assert.is("_tag" in result && result._tag, "Unreadable");
});

for (const [seconds, records] of [
  [10, 1],
  [11, 0],
] as const)
  testClaim(
    `a worker that stalled ${seconds} s since it looked whether the request is over makes ${records} record anew`,
    async () => {
      const store = inMemoryConversations();
      const env = { ...envOf(store), clock: manualClock(new Date(Date.parse(START) + seconds * 1_000).toISOString()) };
      const result = await claim(received(message))(env)();
      assert.equal(
        [store.records().length, E.isLeft(result) && result.left._tag],
        [records, records === 0 && "Stalled"],
      );
    },
  );
