import { createPublicKey, verify } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { PostedRequest } from "./posted-request";

type Signed = { readonly signature: string; readonly timestamp: string; readonly body: string | Buffer };

/**
 * Whether SendGrid signed what it posts: ECDSA over timestamp and raw body ("Event Webhook security features", "Securing your Inbound
 * Parse Webhooks"); the key is base64 DER.
 */
export const isSendGridSignature = (publicKey: string, { signature, timestamp, body }: Signed): boolean =>
  pipe(
    E.tryCatch(
      () =>
        verify(
          "sha256",
          Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]),
          createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
          Buffer.from(signature, "base64"),
        ),
      () => false,
    ),
    E.getOrElse((refused) => refused),
  );

const CLOCK_SKEW_SECONDS = 60;

const isTimely = (timestamp: string, now: Date, oldestSeconds: number): boolean => {
  const age = now.getTime() / 1000 - Number(timestamp);
  return /^\d{1,12}$/.test(timestamp) && age <= oldestSeconds && age >= -CLOCK_SKEW_SECONDS;
};

type Headers = Pick<PostedRequest, "headers">;

/** When it says that it was signed, unless that lies back by more seconds, or ahead of our clock. */
export const timelyStamp = ({ headers }: Headers, now: Date, oldestSeconds: number): string | undefined => {
  const timestamp = headers["x-twilio-email-event-webhook-timestamp"] ?? "";
  return isTimely(timestamp, now, oldestSeconds) ? timestamp : undefined;
};

/** Whether the holder of the key signed a body at that time. */
export const isSigned = ({ headers }: Headers, timestamp: string, body: Signed["body"], publicKey: string): boolean =>
  isSendGridSignature(publicKey, {
    signature: headers["x-twilio-email-event-webhook-signature"] ?? "",
    timestamp,
    body,
  });
