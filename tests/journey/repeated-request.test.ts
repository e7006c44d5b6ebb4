import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { type Journey, journeySuite } from "./engines";
import { counts, empty, queuedDuring, untilQuiet } from "./queues";
import { conversationIn, conversationsWith, deliver, sendsOf } from "./records";
import { ask, cancel, newRequest, post, type Request } from "./requests";

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

  const answers = [];
  for (const _ of Array.from({ length: 5 })) {
    answers.push(await post(journey.ready, request.body));
    await conversationIn(journey, request, "initial_message_sent");
  }

  const { queue_timestamp } = answers[0]?.body ?? {};
  assert.equal(
    answers.map(({ status, headers, body }) => [status, headers.get("idempotent-replayed"), body.queue_timestamp]),
    [null, "true", "true", "true", "true"].map((replayed) => [200, replayed, queue_timestamp]),
  );
  assert.equal(await led(journey, request), once);
});

const testConflictingRequest = journeySuite("a request that reuses an id");

const OTHER_TEL = "+447400199999";

testConflictingRequest("is refused, and changes nothing", async (journey) => {
  const { request, record } = await deliver(journey);

  const answer = await post(
    journey.ready,
    deepOverride(request.body, { recipient_data: { recipient_tel: OTHER_TEL } }),
  );

  await untilQuiet(journey);
  assert.equal([answer.status, answer.body.error_code], [409, "REQUEST_ID_REUSED"]);
  assert.equal(await conversationsWith(journey, request.recipient), [record]);
  assert.equal([sendsOf(journey, { recipient: OTHER_TEL }), await conversationsWith(journey, OTHER_TEL)], [[], []]);
});

testConflictingRequest("of one that was cancelled before it came is refused, and nothing is sent", async (journey) => {
  const request = newRequest();
  const cancelled = await cancel(journey.ready, request, { reason: "the job is filled" });

  const answer = await post(journey.ready, request.body);

  await untilQuiet(journey);
  assert.equal([cancelled.status, answer.status, answer.body.error_code], [200, 409, "REQUEST_ID_REUSED"]);
  assert.equal((await ask(journey.ready, request)).body.conversation_status, "cancelled");
  assert.equal([sendsOf(journey, request), await conversationsWith(journey, request.recipient)], [[], []]);
});

testConflictingRequest("before the guard stood ends on a record of its own that says why", async (journey) => {
  const request = newRequest();
  const [queued = "{}"] = await queuedDuring(journey, async () => void (await post(journey.ready, request.body)));
  const record = await conversationIn(journey, request, "initial_message_sent");
  const context: JsonObject = JSON.parse(JSON.parse(queued).MessageBody);
  const other = deepOverride(context, { frontend_payload: { recipient_data: { recipient_tel: OTHER_TEL } } });

  const QueueUrl = journey.ready.queues.whatsapp.url;
  await journey.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(other) }));

  const lost = await conversationIn(journey, { ...request, recipient: OTHER_TEL }, "failed_unknown");
  await untilQuiet(journey);
  assert.equal(
    [lost.conversation_id, lost.send_state, lost.failure_reason, lost.check_bucket],
    [record.conversation_id, "failed", "its request id was taken by a request with another recipient", undefined],
  );
  assert.equal([sendsOf(journey, { recipient: OTHER_TEL }), sendsOf(journey, request).length], [[], 1]);
});
