import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { channels } from "../../runtime/request/request";
import { sweptSuite } from "./engines";
import { eventually } from "./eventually";
import { untilQuiet } from "./queues";
import { conversationsWith, deliver, lastWord, newProject } from "./records";
import { newRequest, post } from "./requests";

const test = sweptSuite("the carriers' receipts");

for (const channel of channels)
  test(`take a message by ${channel} to its end, on the record and on the message`, async (journey) => {
    const { request, record } = await deliver(journey, channel);
    const [message] = Array.isArray(record.messages) ? record.messages : [];
    assert.equal(
      [record.send_state, record.delivery_status, message?.delivery_status, record.failure_reason],
      ["sent", lastWord[channel], lastWord[channel], null],
    );
    assert.is(journey.providers.ledger.sends(request.recipient).length, 1);
  });

test("tell the code of a message that was not delivered", async (journey) => {
  await deliver(journey, "sms");
  const other = newRequest("sms");
  await post(journey.ready, other.body);
  const send = await eventually("a send", async () => journey.providers.ledger.sends(other.recipient)[0]);
  journey.providers.twilio.sendReceipt(send.id, "undelivered", { errorCode: 30003 });
  const undelivered = await eventually("an undelivered message", async () => {
    const [record] = await conversationsWith(journey, other.recipient);
    return record?.failure_reason === "carrier: undelivered (30003)" ? record : undefined;
  });
  assert.equal([undelivered.send_state, undelivered.delivery_status], ["sent", "undelivered"]);
});

test("that come again or too late change nothing", async (journey) => {
  const { request, record } = await deliver(journey, "whatsapp");
  await untilQuiet(journey);
  const [send] = journey.providers.ledger.sends(request.recipient);
  for (const status of ["read", "sent", "delivered", "queued", "read"] as const)
    journey.providers.twilio.sendReceipt(send?.id ?? "", status);
  await eventually("the receipts are taken", async () =>
    journey.providers.twilio.receiptsPending() === 0 ? true : undefined,
  );
  const [after] = await conversationsWith(journey, request.recipient);
  assert.equal(after, record);
});

test("that are forged are refused, and change nothing", async (journey) => {
  const { request, record } = await deliver(journey, "sms");
  await untilQuiet(journey);
  const [send] = journey.providers.ledger.sends(request.recipient);
  const callback = send?.provider === "twilio" ? send.statusCallback : null;
  assert.match(String(callback), new RegExp(`^${journey.ready.receiptsUrl}/twilio/[\\w-]+#rc=5&rp=all$`));
  const body = new URLSearchParams({
    AccountSid: send?.account ?? "",
    MessageSid: send?.id ?? "",
    MessageStatus: "read",
  }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": "Zm9yZ2Vk" };
  for (const url of [
    String(callback),
    `${journey.ready.receiptsUrl}/twilio/forged`,
    `${journey.ready.receiptsUrl}/sendgrid/x`,
  ]) {
    const answer = await fetch(url, { method: "POST", headers, body });
    assert.equal([answer.status, await answer.json()], [403, { message: "Forbidden" }], url);
  }
  const [after] = await conversationsWith(journey, request.recipient);
  assert.equal(after, record);
});

for (const channel of channels)
  test(`are not needed by a simulated ${channel} channel, of which no carrier hears`, async (journey) => {
    const company_data = await newProject(journey, { channel_config: { [channel]: { simulate: true } } });
    const request = newRequest(channel, { company_data });
    const { ledger } = journey.providers;
    const before = [ledger.sends().length, ledger.attempts("twilio").length, ledger.attempts("sendgrid").length];
    await post(journey.ready, request.body);
    const record = await eventually("a simulated delivery", async () => {
      const [found] = await conversationsWith(journey, request.recipient);
      return found?.delivery_status === "delivered" ? found : undefined;
    });
    await untilQuiet(journey);
    assert.equal(
      [record.send_state, record.conversation_status, record.task_complete],
      ["sent", "initial_message_sent", 1],
    );
    const [message] = Array.isArray(record.messages) ? record.messages : [];
    assert.match(String((message as JsonObject).message_id), /^SIM[0-9a-f]{32}$/);
    assert.equal([ledger.sends().length, ledger.attempts("twilio").length, ledger.attempts("sendgrid").length], before);
  });

test.run();
