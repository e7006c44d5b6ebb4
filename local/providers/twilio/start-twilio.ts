import { providerSetup } from "../provider-setup";
import { serveProvider } from "../serve-provider";
import { makeTimerSet } from "../timer-set";
import { makeWebhooks } from "../webhooks";
import { makeAuthorized } from "./authorized";
import { createMessage } from "./create-message";
import { fetchContent } from "./fetch-content";
import { fetchMessage } from "./fetch-message";
import { listMessages } from "./list-messages";
import { makeMessageStore } from "./message-store";
import { defaultReceiptDelays, planReceipts } from "./receipt-plan";
import { makeReceipts } from "./receipts";
import { makeTemplateRegistry } from "./template-registry";
import { makeAuthenticate } from "./twilio-account";
import { twilioError } from "./twilio-error";
import type { TwilioOptions } from "./twilio-options";
import type { TwilioStandIn } from "./twilio-stand-in";

export type { TwilioOptions, TwilioStandIn };

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
