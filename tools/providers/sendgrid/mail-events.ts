import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { EmailEntry } from "../ledger/ledger-entry";
import type { TimerSet } from "../server/timers";
import type { Webhooks } from "../server/webhooks";

type MailEvent = Readonly<Record<string, unknown>>;

/** The events of an accepted message, with milliseconds from acceptance. */
const plan = [
  { event: "processed", afterMs: 100 },
  { event: "delivered", afterMs: 300, response: "250 OK" },
];

/** Events are collected this long before a batch is posted. */
const batchMs = 50;
const largestBatch = 1000;
const retries = 5;

/** One event as SendGrid posts it: the custom arguments stand at the top level; `atMs` since the epoch. */
const mailEvent = (entry: EmailEntry, happened: MailEvent, atMs: number): MailEvent => ({
  ...entry.customArgs,
  ...happened,
  email: entry.to,
  timestamp: Math.floor(atMs / 1000),
  "smtp-id": `<${entry.id}@geopod-ismtpd-0>`,
  sg_event_id: randomBytes(16).toString("base64url"),
  sg_message_id: `${entry.id}.recvd-local-1.0`,
  ...(entry.templateId === null ? {} : { template_id: entry.templateId }),
});

/** The webhook's signing key: ECDSA on P-256. */
export const newEventKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

/** A key's public half as SendGrid shows it: base64 of the DER form of its SubjectPublicKeyInfo. */
export const publicKeyText = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");

/** The headers that sign a batch: ECDSA with SHA-256 over the timestamp (seconds) and the raw body, DER, base64. */
const eventSignatureHeaders = (
  privateKey: KeyObject,
  timestamp: string,
  body: string,
): Readonly<Record<string, string>> => ({
  "x-twilio-email-event-webhook-signature": sign("sha256", Buffer.from(timestamp + body), privateKey).toString(
    "base64",
  ),
  "x-twilio-email-event-webhook-timestamp": timestamp,
});

/** Where the events of a mail go; `null` for nowhere. */
export type EventWebhook = { readonly url: (entry: EmailEntry) => string | null };

type MailEventPorts = {
  readonly key: KeyObject;
  readonly webhooks: Webhooks;
  /** Of the events that are planned; `timers` of the batches. */
  readonly planned: TimerSet;
  readonly timers: TimerSet;
  readonly now: () => number;
};

/** Collects the events of each webhook and posts them as signed JSON arrays. */
export const makeMailEvents = ({ key, webhooks, planned, timers, now }: MailEventPorts) => {
  const open = new Map<string, MailEvent[]>();
  let webhook: EventWebhook | null = null;

  const flush = (url: string): void => {
    const events = open.get(url);
    if (events === undefined) return;
    open.delete(url);
    const body = JSON.stringify(events);
    const headers = {
      "content-type": "application/json;charset=utf-8",
      "user-agent": "SendGrid Event API",
      ...eventSignatureHeaders(key, String(Math.floor(now() / 1000)), body),
    };
    webhooks.deliver(`a batch of ${events.length} events`, { url, headers, body }, { retries, retryWhen: () => true });
  };

  const add = (url: string, event: MailEvent): void => {
    const events = open.get(url) ?? [];
    events.push(event);
    if (events.length === 1) {
      open.set(url, events);
      timers.after(batchMs, () => flush(url));
    }
    if (events.length >= largestBatch) flush(url);
  };

  return {
    setWebhook: (fresh: EventWebhook | null): void => {
      webhook = fresh;
    },
    schedule: (entry: EmailEntry): void => {
      for (const { afterMs, ...happened } of plan)
        planned.after(afterMs, () => {
          const url = webhook?.url(entry) ?? null;
          if (url !== null) add(url, mailEvent(entry, happened, now()));
        });
    },
    /** Batches that are being collected. */
    waiting: (): number => open.size,
  };
};
