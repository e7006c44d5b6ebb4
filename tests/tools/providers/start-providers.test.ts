import { once } from "node:events";
import { connect } from "node:net";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startProviders } from "../../../tools/providers/start-providers";
import { openAiClient, postMessage, rejection, twilioClient } from "./clients";
import { mailClient } from "./mail-client";

test("one ledger and one set of faults serve all three, each at a loopback port of its own", async () => {
  const providers = await startProviders({ twilio: { receipts: "off" }, sendgrid: { events: "off" } });
  const { openai, twilio, sendgrid, ledger, faults } = providers;
  await openAiClient(openai.url).conversations.create({});
  await twilioClient(twilio.url).messages.create({ from: "+447400000001", to: "+447400123456", body: "Hi" });
  await mailClient(sendgrid.url).send({ from: "a@example.com", to: "b@example.com", templateId: "d-1" });
  faults.add({ provider: "twilio", fault: { status: 503 } });
  const refused = await rejection(twilioClient(twilio.url).messages.list(), "status");
  const urls = [openai.url, twilio.url, sendgrid.url];
  await providers.stop();
  assert.equal(
    ledger.entries().map(({ provider, seq }) => [provider, seq]),
    [
      ["openai", 1],
      ["twilio", 2],
      ["sendgrid", 3],
    ],
  );
  assert.equal(refused, { status: 503 });
  assert.ok(urls.every((url) => /^http:\/\/127\.0\.0\.1:\d+$/.test(url)) && new Set(urls).size === 3);
  for (const url of urls) {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    assert.equal(await rejection(once(socket, "connect"), "code"), { code: "ECONNREFUSED" });
  }
});

test("a thousand requests over kept-alive connections are all accepted, once each", async () => {
  const providers = await startProviders({ twilio: { receipts: "off" } });
  const send = (index: number) =>
    postMessage(providers.twilio.url, {
      From: "+447400000001",
      To: `+4474001${10_000 + index}`,
      Body: "Hi",
    }).then((answer) => answer.arrayBuffer());
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(Array.from({ length: 100 }, (_none, index) => send(round * 100 + index)));
  }
  const counts = Array.from(
    { length: 1000 },
    (_none, index) => providers.ledger.sends(`+4474001${10_000 + index}`).length,
  );
  await providers.stop();
  assert.equal(counts, Array(1000).fill(1));
});
