import { validateRequest } from "twilio";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startTwilio, type TwilioOptions } from "../../../tools/providers/twilio/start-twilio";
import { until } from "../../helpers/time-and-chance";
import { accountSid, authToken, twilioClient } from "./clients";
import { manualTimer, type Received, startWebhookReceiver } from "./webhook-receiver";

const from = "whatsapp:+447400000001";
const to = "whatsapp:+447400123456";

const paramsOf = ({ body }: Received): Record<string, string> => Object.fromEntries(new URLSearchParams(body));
const statusesOf = (received: readonly Received[]) => received.map((one) => paramsOf(one).MessageStatus);

/** What the test has started. */
const started: { readonly stop: () => Promise<void> }[] = [];

const setUp = async (options: TwilioOptions = {}, statusOf?: (index: number) => number) => {
  const { timer, advance } = manualTimer();
  const warnings: string[] = [];
  const receiver = await startWebhookReceiver(statusOf);
  started.push(receiver);
  const twilio = await startTwilio({ timer, warn: (text) => warnings.push(text), ...options });
  started.push(twilio);
  const send = (over: { readonly to?: string; readonly from?: string; readonly fragment?: string } = {}) =>
    twilioClient(twilio.url).messages.create({
      from: over.from ?? from,
      to: over.to ?? to,
      body: "Hello",
      statusCallback: `${receiver.url}/receipts/twilio/ref%20x?a=b${over.fragment ?? "#rc=5&rp=all"}`,
    });
  return { advance, warnings, receiver, twilio, send };
};

test.after.each(async () => {
  for (const one of started.splice(0).reverse()) await one.stop();
});

test("a WhatsApp message is sent, delivered and read, each signed over the exact URL without fragment", async () => {
  const { advance, receiver, twilio, send } = await setUp();
  const { sid } = await send();
  assert.is(twilio.receiptsPending(), 3);
  for (const [ms, count] of [
    [150, 1],
    [150, 2],
    [300, 3],
  ] as const) {
    advance(ms);
    await until(`receipt ${count}`, () => receiver.received.length === count);
  }
  assert.equal(statusesOf(receiver.received), ["sent", "delivered", "read"]);
  const [first] = receiver.received;
  assert.ok(first);
  const { ChannelInstallSid, ...params } = paramsOf(first);
  assert.match(ChannelInstallSid ?? "", /^XE[0-9a-f]{32}$/);
  assert.equal(params, {
    AccountSid: accountSid,
    ApiVersion: "2010-04-01",
    ChannelPrefix: "whatsapp",
    ChannelToAddress: "+447400123456",
    From: from,
    MessageSid: sid,
    MessageStatus: "sent",
    SmsSid: sid,
    SmsStatus: "sent",
    StructuredMessage: "false",
    To: to,
  });
  for (const one of receiver.received) {
    const signature = String(one.headers["x-twilio-signature"]);
    const url = `${receiver.url}/receipts/twilio/ref%20x?a=b`;
    assert.ok(validateRequest(authToken, signature, url, paramsOf(one)));
    assert.not.ok(validateRequest("another token", signature, url, paramsOf(one)));
    assert.match(String(one.headers["i-twilio-idempotency-token"]), /^[0-9a-f-]{36}$/);
    assert.is(one.path, "/receipts/twilio/ref%20x?a=b");
  }
  await until("no receipt is pending", () => twilio.receiptsPending() === 0);
});

test("an SMS ends delivered, or as the test says, with the error code", async () => {
  const { advance, receiver, twilio, send } = await setUp();
  const { sid } = await send({ from: "+447400000001", to: "+447400123456" });
  advance(150);
  await until("sent", () => receiver.received.length === 1);
  advance(1000);
  await until("delivered", () => receiver.received.length === 2);
  twilio.sendReceipt(sid, "undelivered", { errorCode: 30003 });
  await until("undelivered", () => receiver.received.length === 3);
  assert.equal(
    receiver.received.map((one) => [paramsOf(one).MessageStatus, paramsOf(one).ErrorCode]),
    [
      ["sent", undefined],
      ["delivered", undefined],
      ["undelivered", "30003"],
    ],
  );
});

test("a receipt that is not taken is repeated as rc and rp say, with the same idempotency token", async () => {
  const { advance, receiver, twilio, send } = await setUp({ receipts: "off" }, (index) => (index < 2 ? 503 : 204));
  const { sid } = await send();
  twilio.sendReceipt(sid, "delivered");
  for (const count of [1, 2, 3]) {
    await until(`post ${count}`, () => {
      advance(1000);
      return receiver.received.length >= count;
    });
  }
  await until("nothing pending", () => twilio.receiptsPending() === 0);
  assert.equal(statusesOf(receiver.received), ["delivered", "delivered", "delivered"]);
  assert.is(new Set(receiver.received.map(({ headers }) => headers["i-twilio-idempotency-token"])).size, 1);
});

test("without the fragment an error answer is not repeated", async () => {
  const { warnings, receiver, twilio, send } = await setUp({ receipts: "off" }, () => 500);
  const { sid } = await send({ fragment: "" });
  twilio.sendReceipt(sid, "failed", { errorCode: 63016 });
  await until("the warning", () => warnings.length === 1);
  assert.equal(warnings, [`the receipt "failed" of ${sid} was not taken after 1 attempts: status 500`]);
  assert.is(receiver.received.length, 1);
});

test("only addresses of this machine are called, and that is said once", async () => {
  const { warnings, twilio } = await setUp({ receipts: "off" });
  const client = twilioClient(twilio.url);
  const { sid } = await client.messages.create({
    from,
    to,
    body: "Hi",
    statusCallback: "https://example.com/secret-ref",
  });
  twilio.sendReceipt(sid, "sent");
  twilio.sendReceipt(sid, "delivered");
  assert.equal(warnings, [
    'the receipt "sent" of SID was not posted to https://example.com: only http addresses of this machine are called (said once)'.replace(
      "SID",
      sid,
    ),
  ]);
});

test("a receipt for a message that nobody sent is refused", async () => {
  const { twilio } = await setUp();
  assert.throws(() => twilio.sendReceipt("SM1", "sent"), "no message with this sid was accepted here");
});

test("stopping cancels the receipts that are planned", async () => {
  const { advance, receiver, twilio, send } = await setUp();
  await send();
  await twilio.stop();
  advance(10_000);
  assert.equal([twilio.receiptsPending(), receiver.received], [0, []]);
});
