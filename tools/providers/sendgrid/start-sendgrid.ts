import type { KnownTemplate } from "../openai/compose-answer";
import { type ProviderOptions, type StandIn, serveProvider, withDefaults } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeWebhooks } from "../server/webhooks";
import { type EventWebhook, makeMailEvents, newEventKey, publicKeyText } from "./mail-events";
import { sendGridError, sendMail } from "./send-mail";

export type SendGridOptions = ProviderOptions & {
  /** Accepted API keys; without any, every key is accepted. */
  readonly apiKeys?: readonly string[];
  /** `off` posts no events; default `on`. */
  readonly events?: "on" | "off";
};

export type SendGridStandIn = StandIn & {
  /** The public key of the event signatures in SendGrid's form. */
  readonly publicKey: string;
  /** Templates as projects know them; without, a message is rendered as the list of its data. */
  readonly setTemplates: (templates: Readonly<Record<string, KnownTemplate>>) => void;
  readonly setWebhook: (webhook: EventWebhook | null) => void;
  /** Events that are planned, batches that are collected, on their way or waiting for a repetition. */
  readonly eventsPending: () => number;
};

/** Starts the SendGrid stand-in on 127.0.0.1. */
export const startSendGrid = async (options: SendGridOptions = {}): Promise<SendGridStandIn> => {
  const setup = withDefaults(options);
  const { ledger, now, timer, warn } = setup;
  const key = newEventKey();
  const timers = makeTimerSet(timer);
  const planned = makeTimerSet(timer);
  const webhooks = makeWebhooks(timers, warn);
  const events = makeMailEvents({ key, webhooks, planned, timers, now });
  let known: Readonly<Record<string, KnownTemplate>> = {};
  const operations = [
    sendMail({
      templateOf: (id) => known[id],
      ledger,
      now,
      isKeyAccepted: (apiKey) => options.apiKeys?.includes(apiKey) ?? true,
      onAccepted: (entry) => {
        if (options.events !== "off") events.schedule(entry);
      },
    }),
  ];
  const service = { ...setup, provider: "sendgrid", operations, errorAnswer: sendGridError, timers } as const;
  const served = await serveProvider(service, () => {
    planned.cancelAll();
    webhooks.stop();
  });
  return {
    ...served,
    publicKey: publicKeyText(key),
    setTemplates: (templates) => {
      known = templates;
    },
    setWebhook: events.setWebhook,
    eventsPending: () => planned.pending() + events.waiting() + webhooks.pending(),
  };
};
