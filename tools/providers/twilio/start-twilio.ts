import type { InjectedFaults } from "../injected-faults/injected-faults";
import type { Ledger } from "../ledger/ledger";
import { type ProviderOptions, providerSetup, serveProvider } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeWebhooks } from "../server/webhooks";
import { createMessage } from "./create-message";
import { type MessageStatus, makeMessageStore } from "./message";
import { fetchMessage, listMessages } from "./read-messages";
import { defaultReceiptDelays, type FinalStatus, makeReceipts, planReceipts, type ReceiptDelays } from "./receipts";
import { fetchContent, makeTemplateRegistry, type TwilioTemplate } from "./template";
import { makeAuthenticate, makeAuthorized } from "./twilio-account";
import { twilioError } from "./twilio-error";

export type TwilioOptions = ProviderOptions & {
  /** Auth token by account SID; without any, every account and token is accepted. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Content templates by sid; when given, other sids are unknown unless there is a `defaultTemplate`. */
  readonly templates?: Readonly<Record<string, TwilioTemplate>>;
  readonly defaultTemplate?: TwilioTemplate;
  /** `off` leaves messages queued and posts only what `sendReceipt` says; default `on`. */
  readonly receipts?: "on" | "off";
  readonly receiptDelays?: Partial<ReceiptDelays>;
  /** How a message to this address ends; undefined for the usual end (`read` on WhatsApp, else `delivered`). */
  readonly finalStatus?: (to: string) => FinalStatus | undefined;
  /** Milliseconds before the first repetition of a receipt that was not taken; default 200. */
  readonly receiptRetryMs?: number;
  /** Messages kept for listing; default 1,000,000. */
  readonly maxMessages?: number;
};

export type TwilioStandIn = {
  /** The origin; both the core API and the Content API are served here. */
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: InjectedFaults;
  readonly setTemplate: (sid: string, template: TwilioTemplate) => void;
  /** Changes the message's status and posts the receipt; throws when the sid is not known. */
  readonly sendReceipt: (sid: string, status: MessageStatus, extra?: { readonly errorCode?: number }) => void;
  /** Receipts that are planned, on their way or waiting for a repetition. */
  readonly receiptsPending: () => number;
  readonly stop: () => Promise<void>;
};

/** Starts the Twilio stand-in on 127.0.0.1. */
export const startTwilio = async (options: TwilioOptions = {}): Promise<TwilioStandIn> => {
  const setup = providerSetup(options);
  const { ledger, faults, now, timer, warn } = setup;
  const { accounts = {}, finalStatus = () => undefined } = options;
  const delays = { ...defaultReceiptDelays, ...options.receiptDelays };
  const requestTimers = makeTimerSet(timer);
  const receiptTimers = makeTimerSet(timer);
  const retryTimers = makeTimerSet(timer);
  const webhooks = makeWebhooks({ timers: retryTimers, warn, retryDelayMs: options.receiptRetryMs ?? 200 });
  const receipts = makeReceipts({ webhooks, timers: receiptTimers, now });
  const store = makeMessageStore(options.maxMessages ?? 1_000_000);
  const templates = makeTemplateRegistry(options.templates, options.defaultTemplate);
  const tokens = new Map(Object.entries(accounts));
  const authorized = makeAuthorized(makeAuthenticate(accounts));
  const operations = [
    createMessage({
      store,
      templates,
      authorized,
      ledger,
      now,
      onAccepted: (message, authToken) => {
        tokens.set(message.accountSid, authToken);
        if (options.receipts === "off") return;
        receipts.schedule(message, authToken, planReceipts(message, finalStatus(message.to), delays));
      },
    }),
    listMessages(store, authorized),
    fetchMessage(store, authorized),
    fetchContent(templates, authorized),
  ];
  const server = await serveProvider(
    { provider: "twilio", operations, errorAnswer: twilioError, ...setup, timers: requestTimers },
    options.port,
  );
  return {
    url: server.url,
    ledger,
    faults,
    setTemplate: templates.set,
    sendReceipt: (sid, status, extra = {}) => {
      const message = store.find(sid);
      if (message === undefined) throw new Error("no message with this sid was accepted here");
      receipts.send(message, tokens.get(message.accountSid) ?? "", { status, ...extra });
    },
    receiptsPending: () => receiptTimers.pending() + webhooks.pending(),
    stop: async () => {
      for (const timers of [requestTimers, receiptTimers, retryTimers]) timers.cancelAll();
      webhooks.stop();
      await server.stop();
    },
  };
};
