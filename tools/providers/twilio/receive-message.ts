import type { InjectedFaults } from "../injected-faults/injected-faults";
import { succeeded, type WebhookResult, type Webhooks } from "../server/webhooks";
import { type InboundMessage, inboundParams, textOf } from "./inbound-message";
import { type MessageRecord, type Messages, newMessage, newSid } from "./message";
import type { OptOuts } from "./opt-outs";
import { signedRequest } from "./signed-request";

/** One of a customer's senders, and where what comes to it is posted: with connection overrides, twice over as message and as fallback address. */
export type TwilioSender = {
  /** As in `To`: WhatsApp's with `whatsapp:`. */
  readonly address: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly url: string;
};

/** A message that came in, and what became of its posts in the end. */
export type Received = { readonly sid: string; readonly posted: Promise<WebhookResult> };

type ReceivePorts = {
  readonly senders: () => readonly TwilioSender[];
  readonly messages: Messages;
  readonly optOuts: OptOuts;
  readonly webhooks: Webhooks;
  readonly faults: InjectedFaults;
  readonly now: () => number;
  readonly origin: () => string;
};

/** Twilio's code for an address that did not take a message. */
const NOT_TAKEN = "11200";

/** Keeps what people send in the list of messages, acts on keywords, and posts it to its sender's address, then to the fallback. */
export const receiveMessage = ({ senders, messages, optOuts, webhooks, faults, now, origin }: ReceivePorts) => {
  const keep = (message: MessageRecord): MessageRecord => {
    messages.set(message.sid, message);
    return message;
  };

  const post = async ({ authToken, url }: TwilioSender, params: Readonly<Record<string, string>>) => {
    const { From = "", To = "", MessageSid = "" } = params;
    const once = (more: Readonly<Record<string, string>>): Promise<WebhookResult> => {
      const { webhook, policy } = signedRequest(authToken, url, { ...params, ...more });
      const strike = () =>
        faults.strike({
          provider: "twilio",
          operation: "messages.receive",
          body: String(webhook.body),
          subject: () => ({ to: To, from: From }),
        });
      return webhooks.deliver(`the message ${MessageSid}`, webhook, { ...policy, strike });
    };
    const first = await once({});
    return succeeded(first) ? first : once({ ErrorCode: NOT_TAKEN, ErrorUrl: url.split("#")[0] ?? "" });
  };

  return (inbound: InboundMessage): Received => {
    const { from, to, content } = inbound;
    const sender = senders().find(({ address }) => address === to);
    if (sender === undefined) throw new Error("no sender with this address is known here");
    const { accountSid } = sender;
    const at = now();
    const body = textOf(content);
    const files = content.kind === "media" ? content.files : [];
    const message = keep(
      newMessage(
        {
          ...{ accountSid, from, to, body, direction: "inbound", status: "received", sentAt: at },
          ...(files.length === 0 ? {} : { media: files.map((file) => ({ sid: newSid("ME"), ...file })) }),
        },
        at,
      ),
    );
    const heard = optOuts.hear(from, to, body);
    if (heard !== undefined) {
      const reply = { accountSid, from: to, to: from, body: heard.answer, answers: message.sid, sentAt: at };
      keep(newMessage({ ...reply, direction: "outbound-reply", status: "sent" }, at));
    }
    const params = {
      ...inboundParams(inbound, message, origin()),
      ...(heard !== undefined && optOuts.isAdvanced ? { OptOutType: heard.type } : {}),
    };
    return { sid: message.sid, posted: post(sender, params) };
  };
};
