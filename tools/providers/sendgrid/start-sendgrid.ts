import type { InjectedFaults } from "../injected-faults/injected-faults";
import type { Ledger } from "../ledger/ledger";
import type { EmailEntry } from "../ledger/ledger-entry";
import { type ProviderOptions, providerSetup, serveProvider } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeWebhooks } from "../server/webhooks";
import {
  defaultEventDelays,
  type EventDelays,
  type EventWebhook,
  eventTarget,
  type MailEventChoice,
  mailEvent,
  makeEventBatches,
  newEventKey,
  planEvents,
  publicKeyText,
} from "./mail-events";
import { checkMailTemplate, type MailTemplate } from "./mail-template";
import { sendGridError, sendMail } from "./send-mail";

export type SentMails = {
  readonly add: (entry: EmailEntry) => void;
  readonly find: (id: string, to?: string) => EmailEntry | undefined;
};

/** Accepted mails by message id, for events sent by hand; at most `max` ids, the oldest go first. */
export const makeSentMails = (max: number): SentMails => {
  const byId = new Map<string, EmailEntry[]>();
  return {
    add: (entry) => {
      const held = byId.get(entry.id);
      if (held !== undefined) held.push(entry);
      else byId.set(entry.id, [entry]);
      const [oldest] = byId.keys();
      if (byId.size > max && oldest !== undefined) byId.delete(oldest);
    },
    find: (id, to) => byId.get(id)?.find((entry) => to === undefined || entry.to === to),
  };
};

export type SendGridOptions = ProviderOptions & {
  /** Accepted API keys; without any, every key but the `rejectKeys` is accepted. */
  readonly apiKeys?: readonly string[];
  readonly rejectKeys?: readonly string[];
  /** Addresses that may send; without any, everybody may. */
  readonly verifiedSenders?: readonly string[];
  /** Dynamic templates by id; any other `d-…` prints the data that it is given. */
  readonly templates?: Readonly<Record<string, MailTemplate>>;
  readonly webhook?: EventWebhook;
  /** `off` posts only what `sendEvent` says; default `on`. */
  readonly events?: "on" | "off";
  readonly eventDelays?: Partial<EventDelays>;
  /** How a message to this address ends; undefined for `delivered`. */
  readonly finalEvent?: (to: string) => MailEventChoice | undefined;
  /** Milliseconds before the first repetition of a batch that was not taken; default 200. */
  readonly eventRetryMs?: number;
  /** Messages kept for `sendEvent`; default 1,000,000. */
  readonly maxMessages?: number;
};

export type SendGridStandIn = {
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  /** The public key of the event signatures in SendGrid's form. */
  readonly publicKey: string;
  readonly setTemplate: (id: string, template: MailTemplate) => void;
  readonly setWebhook: (webhook: EventWebhook | null) => void;
  /** Posts one event for an accepted message; throws when the message id is not known or no webhook is set. */
  readonly sendEvent: (messageId: string, choice: MailEventChoice, to?: string) => void;
  /** Events that are planned, batches that are collected, on their way or waiting for a repetition. */
  readonly eventsPending: () => number;
  readonly stop: () => Promise<void>;
};

/** Starts the SendGrid stand-in on 127.0.0.1. */
export const startSendGrid = async (options: SendGridOptions = {}): Promise<SendGridStandIn> => {
  const setup = providerSetup(options);
  const { ledger, faults, now, timer, warn } = setup;
  const { apiKeys, rejectKeys = [], verifiedSenders, finalEvent = () => undefined } = options;
  const delays = { ...defaultEventDelays, ...options.eventDelays };
  const ownKey = newEventKey();
  const requestTimers = makeTimerSet(timer);
  const eventTimers = makeTimerSet(timer);
  const retryTimers = makeTimerSet(timer);
  const webhooks = makeWebhooks({ timers: retryTimers, warn, retryDelayMs: options.eventRetryMs ?? 200 });
  const batches = makeEventBatches({ webhooks, timers: retryTimers, now, batchMs: delays.batchMs });
  const templates = new Map<string, MailTemplate>();
  const sent = makeSentMails(options.maxMessages ?? 1_000_000);
  const notSimulated = new Set<string>();
  let webhook = options.webhook ?? null;

  const setTemplate = (id: string, template: MailTemplate): void => {
    checkMailTemplate(id, template);
    templates.set(id, template);
  };
  for (const [id, template] of Object.entries(options.templates ?? {})) setTemplate(id, template);

  const post = (entry: EmailEntry, choice: MailEventChoice): boolean => {
    const target = eventTarget(webhook, entry, ownKey);
    if (target !== undefined) batches.add(target, mailEvent(entry, choice, now()));
    return target !== undefined;
  };

  const operations = [
    sendMail({
      ledger,
      templates,
      now,
      isKeyAccepted: (key) => (apiKeys === undefined || apiKeys.includes(key)) && !rejectKeys.includes(key),
      isSenderVerified: (email) => verifiedSenders === undefined || verifiedSenders.includes(email),
      onNotSimulated: (field) => {
        if (notSimulated.has(field)) return;
        notSimulated.add(field);
        warn(`the sendgrid stand-in accepts "${field}" but does nothing with it (said once)`);
      },
      onAccepted: (entry) => {
        sent.add(entry);
        if (options.events === "off") return;
        for (const { afterMs, ...choice } of planEvents(finalEvent(entry.to), delays)) {
          eventTimers.after(afterMs, () => post(entry, choice));
        }
      },
    }),
  ];
  const server = await serveProvider(
    { provider: "sendgrid", operations, errorAnswer: sendGridError, ...setup, timers: requestTimers },
    options.port,
  );
  return {
    url: server.url,
    ledger,
    faults,
    publicKey: publicKeyText(ownKey),
    setTemplate,
    setWebhook: (fresh) => {
      webhook = fresh;
    },
    sendEvent: (messageId, choice, to) => {
      const entry = sent.find(messageId, to);
      if (entry === undefined) throw new Error("no mail with this message id was accepted here");
      if (!post(entry, choice)) throw new Error("no event webhook is set for this mail");
    },
    eventsPending: () => eventTimers.pending() + batches.waiting() + webhooks.pending(),
    stop: async () => {
      for (const timers of [requestTimers, eventTimers, retryTimers]) timers.cancelAll();
      webhooks.stop();
      await server.stop();
    },
  };
};
