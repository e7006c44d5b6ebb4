import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { verifyWebhook } from "../../clients/typescript/src/index";

const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
const [secret, previous] = [newSecret(), newSecret()];
const event = {
  type: "message.sent",
  timestamp: "2026-11-20T11:45:33.000Z",
  data: { company_id: "ci-aaa-001", content: "¡Hola, Ána! 🙂" },
};
const body = JSON.stringify(event);
const now = () => Math.floor(Date.now() / 1000);

/** By the library of those who write Standard Webhooks. */
const signatureOf = (key: string, id: string, timestamp: number, text: string): string =>
  new Webhook(key).sign(id, new Date(timestamp * 1000), text);

const signed = (keys: readonly string[], text = body, at = now()) => ({
  "webhook-id": "msg_1",
  "webhook-timestamp": String(at),
  "webhook-signature": keys.map((key) => signatureOf(key, "msg_1", at, text)).join(" "),
});

const verified = { ok: true, id: "msg_1", event };

test("what the engine has signed is its event, from every kind of headers and body", async () => {
  const headers = signed([secret]);
  assert.equal(await verifyWebhook(secret, headers, body), verified);
  assert.equal(await verifyWebhook(secret, new Headers(headers), Buffer.from(body)), verified);
  assert.equal(
    await verifyWebhook(
      secret,
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
      new TextEncoder().encode(body),
    ),
    verified,
  );
});

test("while the secret is being rotated, either of both is enough on either side", async () => {
  assert.equal(await verifyWebhook(previous, signed([secret, previous]), body), verified);
  assert.equal(await verifyWebhook([secret, previous], signed([previous]), body), verified);
});

const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = signed([secret]);
const said = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
for (const [words, headers, text, reason] of [
  ["signed by another secret", signed([previous]), body, "forged"],
  ["changed by one character", said, body.replace("H", "h"), "forged"],
  ["of another id", { ...said, "webhook-id": "msg_2" }, body, "forged"],
  ["of another time", { ...said, "webhook-timestamp": String(now() + 60) }, body, "forged"],
  ["with a signature that is no base64", { ...said, "webhook-signature": "v1,%%%" }, body, "forged"],
  [
    "with a signature of another kind only",
    { ...said, "webhook-signature": signature.replace("v1,", "v1a,") },
    body,
    "incomplete",
  ],
  ["from too long ago", signed([secret], body, now() - 301), body, "stale"],
  ["from too far ahead", signed([secret], body, now() + 310), body, "stale"],
  ["without an id", { ...said, "webhook-id": undefined }, body, "incomplete"],
  ["without a time", { ...said, "webhook-timestamp": "now" }, body, "incomplete"],
  ["without a signature", { ...said, "webhook-signature": undefined }, body, "incomplete"],
  ["of what is no event", signed([secret], "[1]"), "[1]", "unreadable"],
] as const) {
  test(`a request ${words} is ${reason}`, async () => {
    assert.equal(await verifyWebhook(secret, headers, text), { ok: false, reason });
  });
}

test("a day's tolerance takes yesterday's", async () => {
  const headers = signed([secret], body, now() - 80_000);
  assert.equal(await verifyWebhook(secret, headers, body, { toleranceSeconds: 86_400 }), verified);
});

test("a secret that is none is the caller's mistake, not a forged request", async () => {
  for (const none of ["", "whsec_", "whsec_%"])
    try {
      await verifyWebhook(none, signed([secret]), body);
      assert.unreachable(none);
    } catch (error) {
      assert.instance(error, TypeError);
    }
});

test.run();
