import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { sweptSuite } from "./engines";
import { eventually } from "./eventually";
import { untilQuiet } from "./queues";
import { conversationOnce, conversationsWith, deliver, lastWord, messageIn, newProject, sendsOf } from "./records";
import { newRequest, post } from "./requests";

const test = sweptSuite("the carriers' receipts");

for (const channel of channels)
  test(`take a message by ${channel} to its end, on the record and on the message`, async (journey) => {
    const { request, record } = await deliver(journey, channel);
    const { send_state, delivery_status, failure_reason } = record;
    assert.equal(
      [
        send_state,
        delivery_status,
        messageIn(record).delivery_status,
        failure_reason,
        sendsOf(journey, request).length,
      ],
      ["sent", lastWord[channel], lastWord[channel], null, 1],
    );
  });

test("tell the code of a message that was not delivered", async (journey) => {
  await deliver(journey, "sms");
  const other = newRequest("sms");
  await post(journey.ready, other.body);
  const send = await eventually("a send", async () => journey.providers.ledger.sends(other.recipient)[0]);
  journey.providers.twilio.sendReceipt(send.id, "undelivered", { errorCode: 30003 });
  const why = "carrier: undelivered (30003)";
  const undelivered = await conversationOnce(journey, other, why, ({ failure_reason }) => failure_reason === why);
  assert.equal([undelivered.send_state, undelivered.delivery_status], ["sent", "undelivered"]);
});

test("that are forged are refused, and change nothing", async (journey) => {
  const { request, record } = await deliver(journey, "sms");
  await untilQuiet(journey);
  const [send] = journey.providers.ledger.sends(request.recipient);
  const callback = send?.provider === "twilio" ? send.statusCallback : null;
  assert.match(String(callback), new RegExp(`^${journey.ready.receiptsUrl}/twilio/[\\w-]+#rc=5&rp=all$`));
  const receipt = { AccountSid: send?.account ?? "", MessageSid: send?.id ?? "", MessageStatus: "read" };
  const body = new URLSearchParams(receipt).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": "Zm9yZ2Vk" };
  const { receiptsUrl } = journey.ready;
  for (const url of [String(callback), `${receiptsUrl}/twilio/forged`, `${receiptsUrl}/sendgrid/x`]) {
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
    const heard = () => [ledger.sends().length, ledger.attempts("twilio").length, ledger.attempts("sendgrid").length];
    const before = heard();
    await post(journey.ready, request.body);
    const record = await conversationOnce(journey, request, "delivered", (one) => one.delivery_status === "delivered");
    await untilQuiet(journey);
    assert.equal(
      [record.send_state, record.conversation_status, record.task_complete],
      ["sent", "initial_message_sent", 1],
    );
    assert.match(String(messageIn(record).message_id), /^SIM[0-9a-f]{32}$/);
    assert.equal(heard(), before);
  });
