import { createPublicKey, verify } from "node:crypto";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";

export type SignedEvents = { readonly signature: string; readonly timestamp: string; readonly body: string };

/** Whether SendGrid signed the events: ECDSA over timestamp and raw body ("Event Webhook security features"); the key is base64 DER. */
export const isSendGridSignature = (publicKey: string, { signature, timestamp, body }: SignedEvents): boolean =>
  pipe(
    E.tryCatch(
      () =>
        verify(
          "sha256",
          Buffer.from(`${timestamp}${body}`),
          createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
          Buffer.from(signature, "base64"),
        ),
      () => false,
    ),
    E.getOrElse((refused) => refused),
  );
