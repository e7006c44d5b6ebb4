import { createHmac, randomBytes } from "node:crypto";
import * as t from "io-ts";
import type { EventMessage } from "../conversation/event-message";
import { refinedString } from "../request/text";

const PREFIX = "whsec_";

/** Bytes of a key (Standard Webhooks, "Symmetric"). */
const [SHORTEST, LONGEST] = [24, 64];

/** Of those that are made here. */
const NEW_BYTES = 32;

const bytesOf = (key: string): Buffer => Buffer.from(key.slice(PREFIX.length), "base64");

const SigningKey = refinedString(`whsec_ and ${SHORTEST} to ${LONGEST} bytes in base64`, (text) => {
  const bytes = bytesOf(text);
  const isWhole = text === `${PREFIX}${bytes.toString("base64")}`;
  return isWhole && bytes.length >= SHORTEST && bytes.length <= LONGEST ? text : undefined;
});

/** A key that nobody has yet. */
export const newSigningKey = (): string => `${PREFIX}${randomBytes(NEW_BYTES).toString("base64")}`;

/** What signs a project's events: while it is being changed, with the one before it, so that a receiver may know either. */
export const WebhookSecret = t.intersection([
  t.type({ webhook_secret: SigningKey }),
  t.partial({ previous_webhook_secret: SigningKey }),
]);
export type WebhookSecret = t.TypeOf<typeof WebhookSecret>;

type Signed = Pick<EventMessage, "id" | "body">;

const signature = (key: string, { id, body }: Signed, seconds: number): string =>
  `v1,${createHmac("sha256", bytesOf(key)).update(`${id}.${seconds}.${body}`).digest("base64")}`;

/** The headers of a try (Standard Webhooks 1.0): its own time in seconds, and a signature by each key. */
export const signedHeaders = (
  { webhook_secret, previous_webhook_secret }: WebhookSecret,
  signed: Signed,
  at: Date,
): Readonly<Record<string, string>> => {
  const seconds = Math.floor(at.getTime() / 1_000);
  const keys = previous_webhook_secret === undefined ? [webhook_secret] : [webhook_secret, previous_webhook_secret];
  return {
    "webhook-id": signed.id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": keys.map((key) => signature(key, signed, seconds)).join(" "),
  };
};
