import type { EmailEntry } from "../ledger-entry";
import { providerSetup } from "../provider-setup";
import { serveProvider } from "../serve-provider";
import { makeTimerSet } from "../timer-set";
import { makeWebhooks } from "../webhooks";
import { makeEventBatches } from "./event-batches";
import { defaultEventDelays, planEvents } from "./event-plan";
import { newEventKey, publicKeyText } from "./event-signature";
import { eventTarget } from "./event-webhook";
import { type MailEventChoice, mailEvent } from "./mail-event";
import { checkMailTemplate, type MailTemplate } from "./mail-template";
import { sendMail } from "./send-mail";
import { sendGridError } from "./sendgrid-error";
import type { SendGridOptions } from "./sendgrid-options";
import type { SendGridStandIn } from "./sendgrid-stand-in";
import { makeSentMails } from "./sent-mails";

export type { SendGridOptions, SendGridStandIn };

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
