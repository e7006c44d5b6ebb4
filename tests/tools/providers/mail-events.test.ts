import { test } from "uvu";
import * as assert from "uvu/assert";
import { isSendGridSignature } from "../../../runtime/receipts/sendgrid-signature";
import { newSigningKey, publicKeyText } from "../../../tools/providers/sendgrid/signature";
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

/** What the test has started. */
const started: { readonly stop: () => Promise<void> }[] = [];

const setUp = async (options: SendGridOptions = {}, statusOf?: (index: number) => number) => {
  const { timer, advance } = manualTimer();
  const warnings: string[] = [];
  const receiver = await startWebhookReceiver(statusOf);
  started.push(receiver);
  const sendgrid = await startSendGrid({ timer, now: () => at, warn: (text) => warnings.push(text), ...options });
  started.push(sendgrid);
  sendgrid.setWebhook({ url: ({ from }) => `${receiver.url}/receipts/sendgrid/${from}` });
  const send = async (): Promise<string> => {
    const [answer] = await mailClient(sendgrid.url).send(mail as never);
    return String((answer.headers as Record<string, unknown>)["x-message-id"]);
  };
  return { advance, warnings, receiver, sendgrid, send };
};

const eventsOf = ({ body }: Received) => JSON.parse(body) as readonly Record<string, unknown>[];

const isSigned = ({ headers, body }: Received, publicKey: string): boolean =>
  isSendGridSignature(publicKey, {
    signature: String(headers["x-twilio-email-event-webhook-signature"]),
    timestamp: String(headers["x-twilio-email-event-webhook-timestamp"]),
    body,
  });

test.after.each(async () => {
  for (const one of started.splice(0).reverse()) await one.stop();
});

test("processed and delivered are posted in signed batches, with the custom arguments at the top level", async () => {
  const { advance, receiver, sendgrid, send } = await setUp();
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
  const own = sendgrid.publicKey;
  const other = publicKeyText(newSigningKey());
  assert.equal(
    receiver.received.map((batch) => [isSigned(batch, own), isSigned(batch, other), batch.path]),
    Array(2).fill([true, false, "/receipts/sendgrid/jobs@example.com"]),
  );
  assert.is(receiver.received[0]?.headers["x-twilio-email-event-webhook-timestamp"], String(at / 1000));
  await until("nothing pending", () => sendgrid.eventsPending() === 0);
});

test("events of one moment travel in one batch", async () => {
  const { advance, receiver, send } = await setUp();
  await send();
  await send();
  advance(150);
  await until("the batch", () => receiver.received.length === 1);
  assert.equal(
    receiver.received.map((batch) => eventsOf(batch).map(({ event }) => event)),
    [["processed", "processed"]],
  );
});

test("a batch that is not taken is repeated unchanged", async () => {
  const { advance, receiver, send } = await setUp({}, (index) => (index < 1 ? 500 : 200));
  await send();
  advance(150);
  await until("the first batch once more", () => {
    advance(100);
    const [first, ...others] = receiver.received;
    return others.some(({ body }) => body === first?.body);
  });
});

for (const [title, webhook, warnings] of [
  ["without a webhook nothing is posted", null, []],
  ["for a mail without an address nothing is posted", { url: () => null }, []],
  [
    "a webhook on another machine is not called",
    { url: () => "https://example.com/hook" },
    [
      "a batch of 1 events was not posted to https://example.com: only http addresses of this machine are called (said once)",
    ],
  ],
] as const)
  test(title, async () => {
    const given = await setUp();
    given.sendgrid.setWebhook(webhook);
    await given.send();
    given.advance(1000);
    assert.equal([given.warnings, given.receiver.received], [warnings, []]);
  });
