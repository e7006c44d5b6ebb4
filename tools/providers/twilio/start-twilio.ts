import type { KnownTemplate } from "../openai/compose-answer";
import { type ProviderOptions, type StandIn, serveProvider, withDefaults } from "../server/serve-provider";
import { makeTimerSet } from "../server/timers";
import { makeWebhooks } from "../server/webhooks";
import { createMessage } from "./create-message";
import type { InboundMessage } from "./inbound-message";
import { listMessages } from "./list-messages";
import { mediaOperations } from "./media";
import type { MessageRecord, MessageStatus, Messages } from "./message";
import { makeOptOuts } from "./opt-outs";
import { makeReceipts } from "./receipts";
import { type Received, receiveMessage, type TwilioSender } from "./receive-message";
import { type FindTemplate, fetchContent, findTemplateIn, type TwilioTemplate, templateOf } from "./template";
import { withAccount } from "./twilio-account";
import { twilioError } from "./twilio-error";

export type TwilioOptions = ProviderOptions & {
  /** Auth token by account SID; without any, every account and token is accepted. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Content templates by sid; when given, other sids are unknown unless there is a `defaultTemplate`. */
  readonly templates?: Readonly<Record<string, TwilioTemplate>>;
  readonly defaultTemplate?: TwilioTemplate;
  /** `off` leaves messages queued and posts only what `sendReceipt` says; default `on`. */
  readonly receipts?: "on" | "off";
  /** `advanced`: every sender is in a Messaging Service with Advanced Opt-Out; default `default`. */
  readonly optOuts?: "default" | "advanced";
};

export type TwilioStandIn = StandIn & {
  /** Templates as projects know them; they go before those that it was started with. */
  readonly setTemplates: (templates: Readonly<Record<string, KnownTemplate>>) => void;
  /** Changes the message's status and posts the receipt; throws when the sid is not known. */
  readonly sendReceipt: (sid: string, status: MessageStatus, extra?: { readonly errorCode?: number }) => void;
  /** Posts none of the receipts of messages to this number, as if they were lost. */
  readonly loseReceipts: (to: string) => void;
  /** Senders whose messages are posted somewhere. */
  readonly setSenders: (senders: readonly TwilioSender[]) => void;
  /** A person's message comes in: it is kept in the list and posted to its sender's address; throws when no sender has it. */
  readonly receive: (message: InboundMessage) => Received;
  /** All messages, what came in and what Twilio itself answered among them, oldest first. */
  readonly messages: () => readonly MessageRecord[];
  /** Receipts that are planned, and what is on its way or waits for a repetition. */
  readonly receiptsPending: () => number;
};

/** Starts the Twilio stand-in on 127.0.0.1; the core API and the Content API are both served there. */
export const startTwilio = async (options: TwilioOptions = {}): Promise<TwilioStandIn> => {
  const setup = withDefaults(options);
  const { ledger, faults, now, timer, warn } = setup;
  const timers = makeTimerSet(timer);
  const planned = makeTimerSet(timer);
  const webhooks = makeWebhooks(timers, warn);
  const receipts = makeReceipts(webhooks, planned, now);
  const messages: Messages = new Map();
  const optOuts = makeOptOuts(options.optOuts === "advanced");
  let senders: readonly TwilioSender[] = [];
  const unheard = new Set<string>();
  const tokens = new Map(Object.entries(options.accounts ?? {}));
  const authorized = withAccount(options.accounts ?? {});
  const findGiven = findTemplateIn(options.templates, options.defaultTemplate);
  let known: Readonly<Record<string, KnownTemplate>> = {};
  const findTemplate: FindTemplate = (sid) => {
    const found = known[sid];
    return found === undefined ? findGiven(sid) : templateOf(found);
  };
  const operations = [
    createMessage({
      messages,
      findTemplate,
      authorized,
      ledger,
      now,
      isBlocked: optOuts.isBlocked,
      onAccepted: (message, authToken) => {
        tokens.set(message.accountSid, authToken);
        if (options.receipts !== "off" && !unheard.has(message.to.replace("whatsapp:", "")))
          receipts.schedule(message, authToken);
      },
    }),
    listMessages(messages, authorized),
    ...mediaOperations(messages, authorized),
    fetchContent(findTemplate, authorized),
  ];
  const service = { ...setup, provider: "twilio", operations, errorAnswer: twilioError, timers } as const;
  const served = await serveProvider(service, () => {
    planned.cancelAll();
    webhooks.stop();
  });
  return {
    ...served,
    setTemplates: (templates) => {
      known = templates;
    },
    sendReceipt: (sid, status, { errorCode } = {}) => {
      const message = messages.get(sid);
      if (message === undefined) throw new Error("no message with this sid was accepted here");
      receipts.send(message, tokens.get(message.accountSid) ?? "", status, errorCode);
    },
    setSenders: (known) => {
      senders = known;
    },
    receive: receiveMessage({
      senders: () => senders,
      ...{ messages, optOuts, webhooks, faults, now },
      origin: () => served.url,
    }),
    messages: () => [...messages.values()],
    loseReceipts: (to) => void unheard.add(to),
    receiptsPending: () => planned.pending() + webhooks.pending(),
  };
};
