import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type SendGridOptions, startSendGrid } from "../../../tools/providers/sendgrid/start-sendgrid";
import { until } from "../../helpers/time-and-chance";
import { mailClient } from "./mail-client";
import { manualTimer, type Received, startWebhookReceiver } from "./webhook-receiver";

const at = Date.UTC(2026, 10, 20, 11, 0, 0);
const mail = {
  from: { email: "jobs@example.com" },
  personalizations: [{ to: [{ email: "ada@example.com" }], customArgs: { attempt_id: "a-1", event: "forged" } }],
  templateId: "d-1",
};

const setUp = async (options: SendGridOptions = {}, statusOf?: (index: number) => number) => {
  const { timer, advance } = manualTimer();
  const warnings: string[] = [];
  const receiver = await startWebhookReceiver(statusOf);
  const sendgrid = await startSendGrid({ timer, now: () => at, warn: (text) => warnings.push(text), ...options });
  sendgrid.setWebhook({ url: `${receiver.url}/receipts/sendgrid/ref` });
  const send = async (): Promise<string> => {
    const [answer] = await mailClient(sendgrid.url).send(mail as never);
    return String((answer.headers as Record<string, unknown>)["x-message-id"]);
  };
  const stop = async () => {
    await sendgrid.stop();
    await receiver.stop();
  };
  return { advance, warnings, receiver, sendgrid, send, stop };
};

const eventsOf = ({ body }: Received) => JSON.parse(body) as readonly Record<string, unknown>[];

const isSigned = ({ headers, body }: Received, key: KeyObject): boolean => {
  const signed = Buffer.from(`${headers["x-twilio-email-event-webhook-timestamp"]}${body}`);
  const signature = Buffer.from(String(headers["x-twilio-email-event-webhook-signature"]), "base64");
  return verify("sha256", signed, key, signature);
};

const publicKeyOf = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });

const test = suite("mail events");

test("processed and delivered are posted in signed batches, with the custom arguments at the top level", async () => {
  const { advance, receiver, sendgrid, send, stop } = await setUp();
  const id = await send();
  assert.is(sendgrid.eventsPending(), 2);
  advance(150);
  await until("the first batch", () => receiver.received.length === 1);
  advance(200);
  await until("the second batch", () => receiver.received.length === 2);
  const common = {
    attempt_id: "a-1",
    email: "ada@example.com",
    timestamp: at / 1000,
    "smtp-id": `<${id}@geopod-ismtpd-0>`,
    sg_message_id: `${id}.recvd-local-1.0`,
    template_id: "d-1",
  };
  const events = receiver.received.flatMap(eventsOf);
  assert.equal(
    events.map(({ sg_event_id, ...event }) => event),
    [
      { ...common, event: "processed" },
      { ...common, event: "delivered", response: "250 OK" },
    ],
  );
  assert.is(new Set(events.map((event) => event.sg_event_id)).size, 2);
  const own = publicKeyOf(sendgrid.publicKey);
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
  assert.equal(
    receiver.received.map((batch) => [isSigned(batch, own), isSigned(batch, other), batch.path]),
    Array(2).fill([true, false, "/receipts/sendgrid/ref"]),
  );
  assert.is(receiver.received[0]?.headers["x-twilio-email-event-webhook-timestamp"], String(at / 1000));
  await until("nothing pending", () => sendgrid.eventsPending() === 0);
  await stop();
});

test("events of one moment travel in one batch", async () => {
  const { advance, receiver, send, stop } = await setUp();
  await send();
  await send();
  advance(150);
  await until("the batch", () => receiver.received.length === 1);
  assert.equal(
    receiver.received.map((batch) => eventsOf(batch).map(({ event }) => event)),
    [["processed", "processed"]],
  );
  await stop();
});

test("a message may end otherwise, with an open after delivery or a bounce", async () => {
  const { advance, receiver, sendgrid, send, stop } = await setUp({
    finalEvent: () => ({ event: "bounce", reason: "550 no such user", status: "5.1.1", type: "bounce" }),
  });
  await send();
  advance(1000);
  await until("both events", () => receiver.received.flatMap(eventsOf).length === 2);
  const last = receiver.received.flatMap(eventsOf).find(({ event }) => event === "bounce");
  assert.equal([last?.reason, last?.status, last?.type], ["550 no such user", "5.1.1", "bounce"]);
  await sendgrid.stop();
  await stop();
});

test("an event is sent by hand, with a key of one's own", async () => {
  const { advance, receiver, sendgrid, send, stop } = await setUp({ events: "off" });
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = await send();
  sendgrid.setWebhook({
    url: ({ customArgs }) => (customArgs.attempt_id === "a-1" ? `${receiver.url}/one` : null),
    privateKey: keys.privateKey,
  });
  sendgrid.sendEvent(id, { event: "open" });
  advance(50);
  await until("the event", () => receiver.received.length === 1);
  const [batch] = receiver.received;
  assert.ok(batch);
  assert.equal([batch.path, isSigned(batch, keys.publicKey), eventsOf(batch)[0]?.event], ["/one", true, "open"]);
  await stop();
});

test("an event without message or webhook is refused", async () => {
  const { sendgrid, send, stop } = await setUp({ events: "off" });
  const id = await send();
  assert.throws(() => sendgrid.sendEvent("x", { event: "open" }), "no mail with this message id was accepted here");
  sendgrid.setWebhook(null);
  assert.throws(() => sendgrid.sendEvent(id, { event: "open" }), "no event webhook is set for this mail");
  await stop();
});

test("a batch that is not taken is repeated unchanged", async () => {
  const { advance, receiver, sendgrid, send, stop } = await setUp({ events: "off" }, (index) =>
    index < 1 ? 500 : 200,
  );
  const id = await send();
  sendgrid.sendEvent(id, { event: "delivered" });
  await until("the second post", () => {
    advance(100);
    return receiver.received.length === 2;
  });
  assert.is(receiver.received[0]?.body, receiver.received[1]?.body);
  await stop();
});

test("a webhook on another machine is not called", async () => {
  const { advance, warnings, sendgrid, send, stop } = await setUp({ events: "off" });
  const id = await send();
  sendgrid.setWebhook({ url: "https://example.com/hook" });
  sendgrid.sendEvent(id, { event: "open" });
  advance(50);
  assert.equal(warnings, [
    "a batch of 1 events was not posted to https://example.com: only http addresses of this machine are called (said once)",
  ]);
  await stop();
});

test.run();
