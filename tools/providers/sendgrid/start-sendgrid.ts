import { randomUUID } from "node:crypto";
import type { EmailEntry } from "../ledger/ledger-entry";
import type { KnownTemplate } from "../openai/compose-answer";
import { type ProviderOptions, type StandIn, serveProvider, withDefaults } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeWebhooks, type WebhookResult } from "../server/webhooks";
import { type Encoding, oneClick, unsubscribingMail } from "./list-unsubscribe";
import { type EventWebhook, makeMailEvents, type Refusal } from "./mail-events";
import { domainOf, type InboundMail, parsedMail } from "./parsed-mail";
import { sendGridError, sendMail } from "./send-mail";
import { newSigningKey, publicKeyText, signatureHeaders } from "./signature";

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
  /** The public key of Inbound Parse's signatures. */
  readonly parseKey: string;
  /** Where mail to a domain is posted. */
  readonly setParseAddresses: (addresses: readonly ParseAddress[]) => void;
  /** A mail comes in and is posted: again while the address is lost or answers 5xx; gone at 3xx and 4xx. Throws for a domain that nobody has. */
  readonly receive: (mail: InboundMail) => Promise<WebhookResult>;
  /** Presses "unsubscribe" above an accepted mail, as mailbox providers offer it: by one click, or by a mail where it has that. */
  readonly unsubscribe: (messageId: string, by: Encoding | "mail") => Promise<WebhookResult>;
  /** SendGrid hears that the person of an accepted mail wants no more, says so, and drops what comes for that address. */
  readonly refuse: (messageId: string, event: Refusal) => void;
  /** Events that are planned, mail and batches that are collected, on their way or waiting for a repetition. */
  readonly eventsPending: () => number;
};

type ParseAddress = { readonly domain: string; readonly url: string };

/** SendGrid repeats for three days; here as often as it takes to see that. */
const RETRIES = 5;
const isWorthRetry = (result: WebhookResult): boolean => result.kind === "lost" || result.status >= 500;

/** Starts the SendGrid stand-in on 127.0.0.1. */
export const startSendGrid = async (options: SendGridOptions = {}): Promise<SendGridStandIn> => {
  const setup = withDefaults(options);
  const { ledger, faults, now, timer, warn } = setup;
  const key = newSigningKey();
  const parseKey = newSigningKey();
  const timers = makeTimerSet(timer);
  const planned = makeTimerSet(timer);
  const webhooks = makeWebhooks(timers, warn);
  const events = makeMailEvents({ key, webhooks, planned, timers, now });
  let known: Readonly<Record<string, KnownTemplate>> = {};
  let parseAddresses: readonly ParseAddress[] = [];

  const receive = (mail: InboundMail): Promise<WebhookResult> => {
    const url = parseAddresses.find(({ domain }) => domain === domainOf(mail))?.url;
    if (url === undefined) throw new Error("no address takes mail to this domain");
    const { contentType, body } = parsedMail(mail, `<${randomUUID()}@local.example>`);
    const headers = { "content-type": contentType, ...signatureHeaders(parseKey, now(), body) };
    const strike = () =>
      faults.strike({
        provider: "sendgrid",
        operation: "mail.receive",
        body: body.toString("latin1"),
        subject: () => ({ to: mail.to, from: mail.from }),
      });
    return webhooks.deliver("a mail", { url, headers, body }, { retries: RETRIES, retryWhen: isWorthRetry, strike });
  };
  const accepted = (messageId: string): EmailEntry => {
    const found = ledger.byProvider("sendgrid").find(({ id }) => id === messageId);
    if (found?.kind !== "email") throw new Error("no mail with this id was accepted here");
    return found;
  };

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
    parseKey: publicKeyText(parseKey),
    setParseAddresses: (addresses) => {
      parseAddresses = addresses;
    },
    receive,
    unsubscribe: (messageId, by) =>
      by === "mail"
        ? receive(unsubscribingMail(accepted(messageId)))
        : webhooks.deliver("an unsubscribing", oneClick(accepted(messageId), by), {
            retries: 0,
            retryWhen: isWorthRetry,
          }),
    refuse: (messageId, event) => events.refuse(accepted(messageId), event),
    eventsPending: () => planned.pending() + events.waiting() + webhooks.pending(),
  };
};
