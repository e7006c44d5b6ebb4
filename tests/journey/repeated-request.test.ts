import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { type Journey, journeySuite } from "./engines";
import { counts, empty, untilQuiet } from "./queues";
import { conversationIn, conversationOnce, conversationsWith, deliver, itemsOf, sendsOf } from "./records";
import { newRequest, post, type Request } from "./requests";

const test = journeySuite("a repeated request");

/** Records, messages and paid answers that a request has led to. */
const led = async (journey: Journey, request: Request) => {
  await untilQuiet(journey);
  const records = await conversationsWith(journey, request.recipient);
  const threads = records.map(({ thread_id }) => thread_id);
  const answers = journey.providers.ledger
    .byProvider("openai")
    .filter((entry) => entry.kind === "response" && threads.includes(entry.conversation));
  const queues = await counts(journey, "whatsapp");
  return { records: records.length, sends: sendsOf(journey, request).length, answers: answers.length, queues };
};

const once = { records: 1, sends: 1, answers: 1, queues: empty };

test("five times at once leads to one record, one paid answer and one message", async (journey) => {
  const request = newRequest();

  const answers = await Promise.all(Array.from({ length: 5 }, () => post(journey.ready, request.body)));

  await conversationIn(journey, request, "initial_message_sent");
  const told = answers.map(({ status, body }) => [status, body.conversation_id]);
  assert.equal(told, Array(5).fill([200, answers[0]?.body.conversation_id]));
  assert.equal(await led(journey, request), once);
});

test("five times in turn leads to the same", async (journey) => {
  const request = newRequest();

  for (const _ of Array.from({ length: 5 })) {
    assert.is((await post(journey.ready, request.body)).status, 200);
    await conversationIn(journey, request, "initial_message_sent");
  }

  assert.equal(await led(journey, request), once);
});

test("leaves the record as the first one made it", async (journey) => {
  const { request, record: first } = await deliver(journey, "sms");

  await post(journey.ready, request.body);
  await untilQuiet(journey);

  assert.equal(await conversationsWith(journey, request.recipient), [first]);
});

test.run();

const testConflictingRequest = journeySuite("a request that reuses an id");

const OTHER_TEL = "+447400199999";

const reuses: readonly (readonly [string, JsonObject, string])[] = [
  ["another recipient", { recipient_data: { recipient_tel: OTHER_TEL } }, "recipient"],
  ["another channel", { request_data: { channel_method: "sms" } }, "channel, sender or body"],
  ["another body", { project_data: { jobRole: "Gardener" } }, "channel, sender or body"],
];

for (const [what, change, differs] of reuses)
  testConflictingRequest(`for ${what} sends nothing and is noted`, async (journey) => {
    const { request, record: first } = await deliver(journey);

    const answer = await post(journey.ready, deepOverride(request.body, change));

    const noted = await conversationOnce(journey, request, "in conflict", (one) => Array.isArray(one.conflicts));
    await untilQuiet(journey);
    assert.is(answer.status, 200);
    const { conflicts, ...others } = noted;
    assert.equal(others, first);
    assert.equal(Array.isArray(conflicts) && conflicts.map((conflict: JsonObject) => conflict.differs), [differs]);
    assert.is(sendsOf(journey, request).length, 1);
    assert.equal([sendsOf(journey, { recipient: OTHER_TEL }), await conversationsWith(journey, OTHER_TEL)], [[], []]);
    assert.equal(await counts(journey, "sms"), empty);
  });

testConflictingRequest("is told from the first one by the guard of the id", async (journey) => {
  const { request, record } = await deliver(journey);
  const items = await itemsOf(journey, journey.ready.tables.conversations);
  const guards = items.filter(({ conversation_id }) => conversation_id === request.requestId);
  const [{ created_at, fingerprint, ...guard } = {} as JsonObject] = guards;
  assert.match(String(fingerprint), /^[0-9a-f]{64}$/);
  assert.ok(Date.parse(String(created_at)) <= Date.parse(String(record.created_at)));
  assert.equal(guard, {
    primary_channel: "request#ci-aaa-001#pi-aaa-001",
    conversation_id: request.requestId,
    winner: { primary_channel: request.recipient, conversation_id: record.conversation_id },
  });
});

testConflictingRequest.run();
