import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json-object";
import { type Channel, channels } from "../../runtime/request/channel";
import { conversationDelivered } from "./conversations";
import { expectedRecord } from "./expected-record";
import { withJourney } from "./journey-engine";
import { post } from "./post";
import { counts, untilQuiet } from "./queues";
import { newRequest } from "./requests";

const test = suite("an initial message");
const engine = withJourney(test);

const VARIABLES = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };
const TEXT =
  "Hello Ada, thank you for your interest in the Healthcare Assistant role. The CV does not mention a driving licence.";

/** What the carrier's ledger shows of a channel's message. */
const sent: Readonly<Record<Channel, JsonObject>> = {
  whatsapp: {
    provider: "twilio",
    kind: "whatsapp",
    from: "whatsapp:+447400000001",
    contentSid: "HX00000000000000000000000000000001",
    variables: VARIABLES,
    samplesUsed: [],
    renderedText: TEXT,
  },
  sms: {
    provider: "twilio",
    kind: "sms",
    from: "+447400000002",
    contentSid: "HX00000000000000000000000000000001",
    variables: VARIABLES,
    samplesUsed: [],
    renderedText: TEXT,
  },
  email: {
    provider: "sendgrid",
    kind: "email",
    from: "jobs@ashgrove.example",
    fromName: "Ashgrove Care",
    templateId: "d-00000000000000000000000000000001",
    subject: "Your application",
  },
};

const part = (entry: object, like: object): JsonObject =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => name in like));

for (const channel of channels)
  test(`by ${channel} ends in a whole record, one send and empty queues`, async () => {
    const journey = await engine();
    const request = newRequest(channel);

    const answer = await post(journey.ready, request.body);
    const record = await conversationDelivered(journey, request);
    await untilQuiet(journey);

    assert.is(answer.status, 200);
    const { ledger } = journey.providers;
    const [send, ...others] = ledger.sends(request.recipient);
    assert.equal(others, []);
    assert.equal(part(send ?? {}, sent[channel]), sent[channel]);
    assert.equal(record, expectedRecord({ request, record, answer: answer.body, send }));
    assert.equal(await counts(journey, channel), { queue: 0, deadLetters: 0 });
  });

test("is acknowledged with the ids and the time of the queueing", async () => {
  const { ready } = await engine();
  const { body, requestId } = newRequest();

  const answer = await post(ready, body);

  const { queue_timestamp, ...others } = answer.body;
  assert.is(new Date(String(queue_timestamp)).toISOString(), queue_timestamp);
  assert.equal(others, {
    status: "success",
    request_id: requestId,
    conversation_id: `ci-aaa-001#pi-aaa-001#${requestId}#447400000001`,
    message: "Request accepted and queued for processing",
  });
  assert.is(answer.headers.get("content-type"), "application/json");
});

test("of a client that still sends its key in the body leaves no trace of it", async () => {
  const journey = await engine();
  const request = newRequest("whatsapp", { company_data: { api_key: "historical-key-7431" } });
  await post(journey.ready, request.body);
  const record = await conversationDelivered(journey, request);
  assert.not.match(JSON.stringify(record), "historical-key-7431");
});

test.run();
