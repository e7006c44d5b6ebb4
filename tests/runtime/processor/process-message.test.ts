import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../runtime/codec/json";
import { conversationKey } from "../../../runtime/conversation/message";
import { processMessage } from "../../../runtime/processor/process-message";
import { identityOf } from "../../../runtime/processor/stages";
import { type Channel, channels } from "../../../runtime/request/request";
import { processorSettings } from "../../../tools/measure/sample/functions";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { beforeSending, happyProcessorEnv } from "../../helpers/processor-env";
import { claimedRecord, delivery } from "../../helpers/queue-message";
import { fixedId, START } from "../../helpers/time-and-chance";

const lease = { lease_owner: fixedId(1), lease_until: "2026-11-20T11:48:13.000Z" };
const variables = { "1": "text of 1", "2": "text of 2" };
const draft = {
  variables,
  thread_id: "conv_1",
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
};
/** Stands for the channel's template, sender, variables and length. */
const writtenFor = { whatsapp: "7f58e1880ad6e5c8", sms: "18241b1c5968ba71", email: "748be7447066b7d9" };
const attempt = { attempt_id: fixedId(2), sending_at: START };
/** Stands for the account of the example's secret, which is nowhere in the record. */
const ACCOUNT = "882596f72330c7bb";
const exampleKey = conversationKey(sampleMessage());

/** The example's record once it is sent: everything that the claim wrote, but for what the index of open ones holds. */
const sentRecord = (channel: Channel, text: string): JsonObject => {
  const { check_bucket, next_check_at, ...claimed } = claimedRecord(channel, { lease, at: new Date(START) });
  return {
    ...claimed,
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    thread_id: "conv_1",
    assistant_calls: 1,
    assistant_tokens: 120,
    draft: { ...draft, written_for: writtenFor[channel] },
    ...attempt,
    attempts: [channel === "email" ? attempt : { ...attempt, account: ACCOUNT }],
    delivery_status: "queued",
    initial_processing_time_ms: 0,
    messages: [
      {
        message_id: "SM1",
        timestamp: START,
        role: "assistant",
        content: text,
        prompt_tokens: 100,
        completion_tokens: 20,
        total_tokens: 120,
        delivery_status: "queued",
      },
    ],
  };
};

const expected: Readonly<Record<Channel, { readonly outbound: JsonObject; readonly record: JsonObject }>> = {
  whatsapp: {
    outbound: { from: "+447400654321", to: "+447400123456", subject: undefined, fromName: undefined },
    record: sentRecord("whatsapp", "text of 1 text of 2"),
  },
  sms: {
    outbound: { from: "+447400654322", to: "+447400123456", subject: undefined, fromName: undefined },
    record: sentRecord("sms", "text of 1 text of 2"),
  },
  email: {
    outbound: {
      from: "jobs@cucumber.example",
      to: "ada@example.com",
      subject: "Your application",
      fromName: "Cucumber",
    },
    record: { ...sentRecord("email", JSON.stringify(variables)), email_id: "SM1" },
  },
};

for (const channel of channels) {
  const key = conversationKey(sampleMessage(channel));

  test(`${channel}: a message is written, sent once and recorded whole`, async () => {
    const settings = processorSettings({ channel });
    const { env, store, hidden, lines, asked, calls, sends } = happyProcessorEnv({ settings });

    const answer = await processMessage(delivery(channel))(env)();

    assert.equal(answer, { _tag: "Done" });
    assert.equal(store.find(key), expected[channel].record);
    assert.equal([asked.length, calls.length, store.records().length], [1, 1, 2]);
    assert.equal(
      sends.map(({ receipts, unsubscribeUrl, unsubscribeAddress, replyTo, ...outbound }) => outbound),
      [
        {
          ...expected[channel].outbound,
          variables,
          conversationId: key.conversation_id,
          attemptId: fixedId(2),
          timeoutMs: 15_000,
        },
      ],
    );
    assert.equal(hidden, [{ receiptHandle: "receipt-1", seconds: 160 }]);
    assert.equal(lines, [
      {
        level: "info",
        event: "message_sent",
        ...identityOf(delivery(channel)),
        attempt_id: fixedId(2),
        message_id: "SM1",
        since_accepted_ms: 0,
      },
    ]);
  });

  test(`${channel}: a repetition is done with, without a call, and leaves the record as it is`, async () => {
    const { env, store, lines, asked, calls } = happyProcessorEnv({ settings: processorSettings({ channel }) });
    await processMessage(delivery(channel))(env)();

    const answer = await processMessage(delivery(channel, {}, { messageId: "message-2" }))(env)();

    assert.equal(answer, { _tag: "Done" });
    assert.equal(store.find(key), expected[channel].record);
    assert.equal([asked.length, calls.length], [1, 1]);
    assert.equal(lines.at(-1), {
      level: "warn",
      event: "not_processed",
      ...identityOf(delivery(channel)),
      status: "AlreadySent",
      receive: 1,
    });
  });
}

test("the intent to send is on the record before the carrier is called", async () => {
  const seen: unknown[] = [];

  const env = beforeSending(happyProcessorEnv(), ({ store }) => {
    const { send_state, attempt_id, sending_at, attempts, draft: saved } = store.find(exampleKey) ?? {};
    seen.push({ send_state, attempt_id, sending_at, attempts, draft: saved });
  });
  await processMessage(delivery())(env)();

  const kept = { ...draft, written_for: writtenFor.whatsapp };
  assert.equal(seen, [
    { send_state: "sending", ...attempt, attempts: [{ ...attempt, account: ACCOUNT }], draft: kept },
  ]);
});

test("time is told from the claim to the carrier's answer", async () => {
  const happy = happyProcessorEnv();
  await processMessage(delivery())(beforeSending(happy, ({ clock }) => clock.advance(2_500)))();

  assert.is(happy.store.find(exampleKey)?.initial_processing_time_ms, 2_500);
});

const unknown = "schema 3, and this version knows none above 2";

for (const [what, context, receiveCount, told] of [
  ["of a later schema", { metadata: { schema: 3 } }, 1, { status: "UnknownSchema", reason: unknown }],
  [
    "of a later schema in a form of its own",
    { frontend_payload: "?", metadata: { schema: 3 } },
    1,
    { status: "UnknownSchema", reason: unknown },
  ],
  ["that is received once more than the processor knows of", {}, 6, { status: "TooOften" }],
] as const)
  test(`a message ${what} goes to the dead letters untouched: no guard, no record, no call`, async () => {
    const { env, store, lines, asked, calls } = happyProcessorEnv();
    const answer = await processMessage(delivery("whatsapp", context, { receiveCount }))(env)();
    assert.equal([answer, store.records(), asked, calls], [{ _tag: "Again", afterSeconds: 1 }, [], [], []]);
    const identity = told.status === "TooOften" ? identityOf(delivery()) : {};
    assert.equal(lines, [{ level: "warn", event: "not_processed", ...identity, receive: receiveCount, ...told }]);
  });
