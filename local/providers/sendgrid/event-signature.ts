import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** The webhook's signing key: ECDSA on P-256. */
export const newEventKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** A key's public half as SendGrid shows it: base64 of the DER form of its SubjectPublicKeyInfo. */
export const publicKeyText = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");

/** The headers that sign a batch: ECDSA with SHA-256 over the timestamp (seconds) and the raw body, DER, base64. */
export const eventSignatureHeaders = (
  privateKey: KeyObject,
  timestamp: string,
  body: string,
): Readonly<Record<string, string>> => ({
  "x-twilio-email-event-webhook-signature": sign("sha256", Buffer.from(timestamp + body), privateKey).toString(
    "base64",
  ),
  "x-twilio-email-event-webhook-timestamp": timestamp,
});
