import { type KeyObject, randomBytes } from "node:crypto";
import type { EmailEntry } from "../ledger/ledger-entry";
import type { TimerSet } from "../server/timers";
import type { Webhooks } from "../server/webhooks";
import { signatureHeaders } from "./signature";

type MailEvent = Readonly<Record<string, unknown>>;

/** The events of an accepted message, with milliseconds from acceptance. */
const plan = [
  { event: "processed", afterMs: 100 },
  { event: "delivered", afterMs: 300, response: "250 OK" },
];

/** What SendGrid hears of a person later, by when it drops what is sent to that address from then on. */
const refusals = {
  unsubscribe: "Unsubscribed Address",
  group_unsubscribe: "Unsubscribed Address",
  spamreport: "Spam Reporting Address",
} as const;

export type Refusal = keyof typeof refusals;

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
  /** Why SendGrid drops what goes to an address. */
  const suppressed = new Map<string, string>();

  const flush = (url: string): void => {
    const events = open.get(url);
    if (events === undefined) return;
    open.delete(url);
    const body = JSON.stringify(events);
    const headers = {
      "content-type": "application/json;charset=utf-8",
      "user-agent": "SendGrid Event API",
      ...signatureHeaders(key, now(), Buffer.from(body)),
    };
    void webhooks.deliver(
      `a batch of ${events.length} events`,
      { url, headers, body },
      { retries, retryWhen: () => true },
    );
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

  const happen = (entry: EmailEntry, happened: MailEvent): void => {
    const url = webhook?.url(entry) ?? null;
    if (url !== null) add(url, mailEvent(entry, happened, now()));
  };

  return {
    setWebhook: (fresh: EventWebhook | null): void => {
      webhook = fresh;
    },
    schedule: (entry: EmailEntry): void => {
      const reason = suppressed.get(entry.to);
      const events = reason === undefined ? plan : [{ event: "dropped", afterMs: 100, reason }];
      for (const { afterMs, ...happened } of events) planned.after(afterMs, () => happen(entry, happened));
    },
    /** The person of an accepted mail wants no more of them, as SendGrid itself hears. */
    refuse: (entry: EmailEntry, event: Refusal): void => {
      suppressed.set(entry.to, refusals[event]);
      happen(entry, { event });
    },
    /** Batches that are being collected. */
    waiting: (): number => open.size,
  };
};
