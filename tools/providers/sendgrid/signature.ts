import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A webhook's signing key: ECDSA on P-256. */
export const newSigningKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** A key's public half as SendGrid shows it: base64 of the DER form of its SubjectPublicKeyInfo. */
export const publicKeyText = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");

/**
 * The headers that sign a body, of events as of Inbound Parse: ECDSA with SHA-256 over the time (seconds) and the raw bytes,
 * DER, base64. Source: https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks
 */
export const signatureHeaders = (
  privateKey: KeyObject,
  atMs: number,
  body: Buffer,
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(atMs / 1000));
  const signed = sign("sha256", Buffer.concat([Buffer.from(timestamp), body]), privateKey);
  return {
    "x-twilio-email-event-webhook-signature": signed.toString("base64"),
    "x-twilio-email-event-webhook-timestamp": timestamp,
  };
};
