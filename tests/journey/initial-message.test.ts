import * as assert from "uvu/assert";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json";
import { type Channel, channels } from "../../runtime/request/request";
import type { SentMessage } from "../../tools/providers/ledger/ledger-entry";
import { journeySuite } from "./engines";
import { counts, empty, untilQuiet } from "./queues";
import { deliver, lastWord, messageIn, sendsOf } from "./records";
import { newRequest, post } from "./requests";

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** How long a conversation is kept; in its last week the sweeper ends its threads at OpenAI. */
const KEPT_DAYS = 400;
const SECONDS_PER_DAY = 86_400;

/** What differs from run to run, and how it must look. */
const varying: Readonly<Record<string, RegExp>> = {
  accepted_at: ISO,
  created_at: ISO,
  updated_at: ISO,
  lease_owner: UUID,
  lease_until: ISO,
  attempt_id: UUID,
  sending_at: ISO,
  thread_id: /^conv_\w+$/,
  initial_processing_time_ms: /^\d+$/,
};

const WRITTEN = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };

const section = (body: JsonObject, name: string): JsonObject => {
  const value = body[name];
  return isJsonObject(value) ? value : {};
};

const tokensOf = (record: JsonObject): JsonObject => {
  const { prompt_tokens, completion_tokens, total_tokens } = section(record, "draft");
  assert.is(Number(prompt_tokens) + Number(completion_tokens), total_tokens);
  assert.ok(Number(prompt_tokens) > 0 && Number(completion_tokens) > 0);
  return { prompt_tokens, completion_tokens, total_tokens };
};

const sentAt = (record: JsonObject): unknown => {
  const { timestamp } = messageIn(record);
  assert.match(String(timestamp), ISO);
  assert.ok(String(record.sending_at) <= String(timestamp) && String(timestamp) <= String(record.updated_at));
  return timestamp;
};

/** What the run has made of the example request; the whole of a record stands in the tests of its first claim and of the processor. */
const expectedOf = (
  { request, record, answer }: Awaited<ReturnType<typeof deliver>>,
  send: SentMessage | undefined,
): JsonObject => {
  const { attempt_id, sending_at, thread_id } = record;
  const { channel } = request;
  const createdAt = Date.parse(String(record.created_at));
  const tokens = tokensOf(record);
  const { written_for } = section(record, "draft");
  const delivery_status = lastWord[channel];
  const message = {
    message_id: send?.id,
    timestamp: sentAt(record),
    role: "assistant",
    content: channel === "email" ? JSON.stringify(WRITTEN) : send?.renderedText,
    ...tokens,
    delivery_status,
  };
  return {
    primary_channel: request.recipient,
    conversation_id: answer.body.conversation_id,
    request_id: request.requestId,
    channel_method: channel,
    company_name: "Ashgrove Care",
    project_name: "Healthcare recruitment",
    ...section(request.body, "recipient_data"),
    project_data: request.body.project_data,
    assistant_calls: 1,
    assistant_tokens: tokens.total_tokens,
    accepted_at: answer.body.queue_timestamp,
    ttl: Math.floor(createdAt / 1000) + KEPT_DAYS * SECONDS_PER_DAY,
    retention_check_at: new Date(createdAt + (KEPT_DAYS - 7) * SECONDS_PER_DAY * 1000).toISOString(),
    conversation_status: "initial_message_sent",
    task_complete: 1,
    email_id: channel === "email" ? send?.id : null,
    messages: [message],
    failure_reason: null,
    delivery_status,
    send_state: "sent",
    draft: { variables: WRITTEN, thread_id, written_for, ...tokens },
    attempts: [{ attempt_id, sending_at, ...(channel === "email" ? {} : { account: "882596f72330c7bb" }) }],
  };
};

const test = journeySuite("an initial message");

const byTwilio = {
  provider: "twilio",
  contentSid: "HX00000000000000000000000000000001",
  variables: WRITTEN,
  samplesUsed: [],
  renderedText:
    "Hello Ada, thank you for your interest in the Healthcare Assistant role. The CV does not mention a driving licence.",
};

/** What the carrier's ledger shows of a channel's message. */
const sent: Readonly<Record<Channel, JsonObject>> = {
  whatsapp: { ...byTwilio, kind: "whatsapp", from: "whatsapp:+447400000001" },
  sms: { ...byTwilio, kind: "sms", from: "+447400000002" },
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
  test(`by ${channel} ends in its record, one send and empty queues`, async (journey) => {
    const delivered = await deliver(journey, channel);
    await untilQuiet(journey);

    assert.is(delivered.answer.status, 200);
    const [send, ...others] = sendsOf(journey, delivered.request);
    assert.equal(others, []);
    assert.equal(part(send ?? {}, sent[channel]), sent[channel]);
    const expected = expectedOf(delivered, send);
    assert.equal(part(delivered.record, expected), expected);
    for (const [name, form] of Object.entries(varying)) assert.match(String(delivered.record[name]), form, name);
    assert.equal(await counts(journey, channel), empty);
  });

test("is acknowledged with the ids and the time of the queueing", async ({ ready }) => {
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

test("of a client that still sends its key in the body leaves no trace of it", async (journey) => {
  const { record } = await deliver(journey, "whatsapp", { company_data: { api_key: "historical-key-7431" } });
  assert.not.match(JSON.stringify(record), "historical-key-7431");
});
