import { createSign, generateKeyPairSync, sign } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isSendGridSignature } from "../../../runtime/receipts/sendgrid-signature";
import { newWebhookKey, ours, theirs } from "./receipts-fixture";

const test = suite("SendGrid's signature");

const timestamp = "1795261533";
const body = '[{"event":"delivered","email":"ä@example.com"}]\r\n';

const signed = (privateKey = ours.privateKey, text = `${timestamp}${body}`): string =>
  sign("sha256", Buffer.from(text), privateKey).toString("base64");

test("is ECDSA with SHA-256 over timestamp and raw body, its key the base64 of a DER public key", () => {
  assert.ok(isSendGridSignature(ours.publicKeyText, { signature: signed(), timestamp, body }));
  const streamed = createSign("sha256").update(timestamp).update(body).sign(ours.privateKey, "base64");
  assert.ok(isSendGridSignature(ours.publicKeyText, { signature: streamed, timestamp, body }));
});

test("is what SendGrid's helper library verifies: an EC key on P-256 that begins as its documentation shows", () => {
  assert.match(newWebhookKey().publicKeyText, /^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/);
});

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

const others: readonly (readonly [string, string, string, string, string])[] = [
  ["another key's", ours.publicKeyText, signed(theirs.privateKey), timestamp, body],
  ["for another key", theirs.publicKeyText, signed(), timestamp, body],
  ["of another timestamp", ours.publicKeyText, signed(), "1795261534", body],
  ["of another body", ours.publicKeyText, signed(), timestamp, body.replace("delivered", "processed")],
  ["of a body without its line end", ours.publicKeyText, signed(), timestamp, body.trim()],
  ["nothing", ours.publicKeyText, "", timestamp, body],
  ["not base64", ours.publicKeyText, "%%%", timestamp, body],
  ["cut short", ours.publicKeyText, signed().slice(0, -8), timestamp, body],
  ["not of ECDSA", ours.publicKeyText, signed(rsa.privateKey), timestamp, body],
  ["checked with no key", "", signed(), timestamp, body],
  ["checked with a malformed key", "MFkwEwYHKoZIzj0CAQ", signed(), timestamp, body],
];

for (const [what, key, signature, at, text] of others)
  test(`is refused when it is ${what}`, () => {
    assert.is(isSendGridSignature(key, { signature, timestamp: at, body: text }), false);
  });

test.run();
