import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationDelivered, conversationIn, conversationsWith } from "./conversations";
import { type Journey, withJourney } from "./journey-engine";
import { post } from "./post";
import { counts, untilQuiet } from "./queues";
import { newRequest, type Request } from "./requests";

const test = suite("a repeated request");
const engine = withJourney(test);

/** Records, messages and paid answers that a request has led to. */
const led = async (journey: Journey, { recipient }: Request) => {
  await untilQuiet(journey);
  const records = await conversationsWith(journey, recipient);
  const threads = records.map(({ thread_id }) => thread_id);
  const { ledger } = journey.providers;
  return {
    records: records.length,
    sends: ledger.sends(recipient).length,
    answers: ledger
      .byProvider("openai")
      .filter((entry) => entry.kind === "response" && threads.includes(entry.conversation)).length,
    queues: await counts(journey, "whatsapp"),
  };
};

const once = { records: 1, sends: 1, answers: 1, queues: { queue: 0, deadLetters: 0 } };

test("five times at once leads to one record, one paid answer and one message", async () => {
  const journey = await engine();
  const request = newRequest();

  const answers = await Promise.all(Array.from({ length: 5 }, () => post(journey.ready, request.body)));

  await conversationIn(journey, request, "initial_message_sent");
  assert.equal(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  );
  assert.is(new Set(answers.map(({ body }) => body.conversation_id)).size, 1);
  assert.equal(await led(journey, request), once);
});

test("five times in turn leads to the same", async () => {
  const journey = await engine();
  const request = newRequest();

  for (const _ of Array.from({ length: 5 })) {
    assert.is((await post(journey.ready, request.body)).status, 200);
    await conversationIn(journey, request, "initial_message_sent");
  }

  assert.equal(await led(journey, request), once);
});

test("leaves the record as the first one made it", async () => {
  const journey = await engine();
  const request = newRequest("sms");
  await post(journey.ready, request.body);
  const first = await conversationDelivered(journey, request);

  await post(journey.ready, request.body);
  await untilQuiet(journey);

  assert.equal(await conversationsWith(journey, request.recipient), [first]);
});

test.run();
