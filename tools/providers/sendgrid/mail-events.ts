import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { EmailEntry } from "../ledger/ledger-entry";
import type { TimerSet } from "../server/timers";
import { succeeded, type Webhooks } from "../server/webhooks";

export const mailEventNames = ["processed", "deferred", "delivered", "dropped", "bounce", "open", "click"] as const;

export type MailEventName = (typeof mailEventNames)[number];

export type MailEventChoice = {
  readonly event: MailEventName;
  readonly reason?: string;
  readonly status?: string;
  readonly type?: "bounce" | "blocked";
};

export type MailEvent = Readonly<Record<string, unknown>>;

/** One event as SendGrid posts it: the custom arguments stand at the top level; `atMs` since the epoch. */
export const mailEvent = (entry: EmailEntry, choice: MailEventChoice, atMs: number): MailEvent => ({
  ...entry.customArgs,
  ...choice,
  ...(choice.event === "delivered" ? { response: "250 OK" } : {}),
  email: entry.to,
  timestamp: Math.floor(atMs / 1000),
  "smtp-id": `<${entry.id}@geopod-ismtpd-0>`,
  sg_event_id: randomBytes(16).toString("base64url"),
  sg_message_id: `${entry.id}.recvd-local-1.0`,
  ...(entry.templateId === null ? {} : { template_id: entry.templateId }),
});

export type EventDelays = {
  /** Milliseconds from acceptance to `processed`, and from there to the final event. */
  readonly processedMs: number;
  readonly finalMs: number;
  /** Milliseconds from `delivered` to `open`; `null` for no open event. */
  readonly openMs: number | null;
  /** Events are collected this long before a batch is posted. */
  readonly batchMs: number;
};

export const defaultEventDelays: EventDelays = { processedMs: 100, finalMs: 200, openMs: null, batchMs: 50 };

export type PlannedEvent = MailEventChoice & { readonly afterMs: number };

/** The events of one accepted message: processed, then delivered, or what `final` says. */
export const planEvents = (final: MailEventChoice | undefined, delays: EventDelays): readonly PlannedEvent[] => {
  const { processedMs, finalMs, openMs } = delays;
  const last = final ?? { event: "delivered" };
  // A dropped message never gets as far as being processed.
  if (last.event === "dropped") return [{ ...last, afterMs: processedMs }];
  const planned: PlannedEvent[] = [{ event: "processed", afterMs: processedMs }];
  if (last.event === "processed") return planned;
  planned.push({ ...last, afterMs: processedMs + finalMs });
  if (last.event === "delivered" && openMs !== null) {
    planned.push({ event: "open", afterMs: processedMs + finalMs + openMs });
  }
  return planned;
};

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

export type EventTarget = { readonly url: string; readonly privateKey: KeyObject };

export type EventBatches = {
  readonly add: (target: EventTarget, event: MailEvent) => void;
  readonly waiting: () => number;
};

export type EventBatchPorts = {
  readonly webhooks: Webhooks;
  readonly timers: TimerSet;
  readonly now: () => number;
  readonly batchMs: number;
};

const largestBatch = 1000;
const retries = 5;

/** Collects events per webhook URL and posts them as signed JSON arrays. */
export const makeEventBatches = ({ webhooks, timers, now, batchMs }: EventBatchPorts): EventBatches => {
  const open = new Map<string, { readonly target: EventTarget; readonly events: MailEvent[] }>();

  const flush = (url: string): void => {
    const batch = open.get(url);
    if (batch === undefined) return;
    open.delete(url);
    const body = JSON.stringify(batch.events);
    const timestamp = String(Math.floor(now() / 1000));
    webhooks.deliver(
      `a batch of ${batch.events.length} events`,
      {
        url,
        headers: {
          "content-type": "application/json;charset=utf-8",
          "user-agent": "SendGrid Event API",
          ...eventSignatureHeaders(batch.target.privateKey, timestamp, body),
        },
        body,
      },
      { retries, retryWhen: (result) => !succeeded(result) },
    );
  };

  return {
    add: (target, event) => {
      const batch = open.get(target.url);
      if (batch === undefined) {
        open.set(target.url, { target, events: [event] });
        timers.after(batchMs, () => flush(target.url));
      } else {
        batch.events.push(event);
        if (batch.events.length >= largestBatch) flush(target.url);
      }
    },
    waiting: () => open.size,
  };
};

/** Where events go: one address for all, or one per accepted message (`null` for none). */
export type EventWebhook = {
  readonly url: string | ((entry: EmailEntry) => string | null);
  /** Signs the batches; default the key that `publicKey` belongs to. */
  readonly privateKey?: KeyObject;
};

export const eventTarget = (
  webhook: EventWebhook | null,
  entry: EmailEntry,
  ownKey: KeyObject,
): EventTarget | undefined => {
  if (webhook === null) return undefined;
  const url = typeof webhook.url === "string" ? webhook.url : webhook.url(entry);
  return url === null ? undefined : { url, privateKey: webhook.privateKey ?? ownKey };
};
