import { createSign, generateKeyPairSync, sign } from "node:crypto";
import * as fc from "fast-check";
import { getExpectedTwilioSignature, validateRequest } from "twilio/lib/webhooks/webhooks";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isSendGridSignature } from "../../../runtime/receipts/sendgrid-signature";
import { isTwilioSignature, twilioSignature } from "../../../runtime/receipts/twilio-signature";
import { newWebhookKey, ours, theirs } from "./receipts-fixture";

const testTwilioSignature = suite("Twilio's signature");

const URL = "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/dev/receipts/twilio/ref";
const parameters = { AccountSid: "AC1", MessageSid: "SM1", MessageStatus: "sent", To: "whatsapp:+447400123456" };

const anyParameters = fc.dictionary(
  fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_]{1,12}$/),
    fc.constantFrom("__proto__", "toString", "Ä", "a", "B", "10", "9"),
  ),
  fc.oneof(fc.string(), fc.constantFrom("é", "日本", "a+b c&d=e", "")),
  { maxKeys: 12 },
);

testTwilioSignature("is the one that Twilio's own library computes and accepts", () => {
  fc.assert(
    fc.property(fc.string(), anyParameters, (token, given) => {
      const signature = twilioSignature(token, URL, given);
      assert.is(signature, getExpectedTwilioSignature(token, URL, given));
      assert.ok(validateRequest(token, signature, URL, given));
      assert.ok(isTwilioSignature(signature, token, URL, given));
    }),
  );
});

testTwilioSignature("is the one of the example in Twilio's documentation", () => {
  const example = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675309",
    Digits: "1234",
    From: "+14158675309",
    To: "+18005551212",
  };
  assert.is(
    twilioSignature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", example),
    "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
  );
});

const genuine = twilioSignature("token", URL, parameters);

const others: readonly (readonly [string, string, string, string, Readonly<Record<string, string>>])[] = [
  ["another token", genuine, "Token", URL, parameters],
  ["another URL", genuine, "token", `${URL}/`, parameters],
  ["http for https", genuine, "token", URL.replace("https", "http"), parameters],
  ["a changed parameter", genuine, "token", URL, { ...parameters, MessageStatus: "read" }],
  ["a further parameter", genuine, "token", URL, { ...parameters, Extra: "" }],
  ["a missing parameter", genuine, "token", URL, { AccountSid: "AC1", MessageSid: "SM1", MessageStatus: "sent" }],
  ["nothing", "", "token", URL, parameters],
  ["a part of it", genuine.slice(0, -1), "token", URL, parameters],
  ["more than it", `${genuine}=`, "token", URL, parameters],
  ["another case", genuine.toLowerCase(), "token", URL, parameters],
];

for (const [what, signature, token, url, given] of others)
  testTwilioSignature(`is not ${what}, as Twilio's own library says`, () => {
    assert.not.ok(isTwilioSignature(signature, token, url, given));
    if (signature !== "" && !signature.endsWith("==")) assert.is(validateRequest(token, signature, url, given), false);
  });

const testSendgridSignature = suite("SendGrid's signature");

const timestamp = "1795261533";
const body = '[{"event":"delivered","email":"ä@example.com"}]\r\n';

const signed = (privateKey = ours.privateKey, text = `${timestamp}${body}`): string =>
  sign("sha256", Buffer.from(text), privateKey).toString("base64");

testSendgridSignature(
  "is ECDSA with SHA-256 over timestamp and raw body, its key the base64 of a DER public key",
  () => {
    assert.ok(isSendGridSignature(ours.publicKeyText, { signature: signed(), timestamp, body }));
    const streamed = createSign("sha256").update(timestamp).update(body).sign(ours.privateKey, "base64");
    assert.ok(isSendGridSignature(ours.publicKeyText, { signature: streamed, timestamp, body }));
  },
);

testSendgridSignature(
  "is what SendGrid's helper library verifies: an EC key on P-256 that begins as its documentation shows",
  () => {
    assert.match(newWebhookKey().publicKeyText, /^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/);
  },
);

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

const otherEvents: readonly (readonly [string, string, string, string, string])[] = [
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

for (const [what, key, signature, at, text] of otherEvents)
  testSendgridSignature(`is refused when it is ${what}`, () => {
    assert.is(isSendGridSignature(key, { signature, timestamp: at, body: text }), false);
  });
