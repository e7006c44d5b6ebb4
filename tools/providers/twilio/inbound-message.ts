import { type MessageRecord, segmentsOf } from "./message";

/** A file that a person sends. */
type SentFile = { readonly contentType: string; readonly bytes: Buffer };

/** What a person can send: `media` is a picture, a voice message, a video, a document or, as a vCard, a contact. */
export type InboundContent =
  | { readonly kind: "text" | "reaction"; readonly text: string }
  | { readonly kind: "button"; readonly text: string; readonly payload?: string }
  | { readonly kind: "list"; readonly text: string; readonly id: string }
  | {
      readonly kind: "location";
      readonly latitude: string;
      readonly longitude: string;
      readonly label?: string;
      readonly address?: string;
    }
  | { readonly kind: "media"; readonly files: readonly SentFile[]; readonly text?: string }
  | { readonly kind: "unsupported" };

/** A person's message to one of our senders. */
export type InboundMessage = {
  /** A number, `whatsapp:` and a number, or `whatsapp:` and the id of a user who shows none. */
  readonly from: string;
  readonly to: string;
  readonly content: InboundContent;
  /** WhatsApp's id of the user, which comes with a number too (`GB.…`). */
  readonly userId?: string;
  /** The sid of a message of ours that this one answers. */
  readonly inReplyTo?: string;
};

type Params = Readonly<Record<string, string>>;

const typeOfFile = (contentType = ""): string => {
  const [kind = ""] = contentType.split("/");
  if (/^text\/(x-)?vcard/.test(contentType)) return "contacts";
  return ["image", "audio", "video"].includes(kind) ? kind : "document";
};

const given = (params: Readonly<Record<string, string | undefined>>): Params =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

/** What tells a content's kind on WhatsApp, beside its text. */
const ofContent = (content: InboundContent): Params => {
  switch (content.kind) {
    case "button":
      return given({ MessageType: "button", ButtonText: content.text, ButtonPayload: content.payload ?? content.text });
    case "list":
      return given({ MessageType: "interactive", ListId: content.id, ListTitle: content.text });
    case "location":
      return given({
        MessageType: "location",
        Latitude: content.latitude,
        Longitude: content.longitude,
        Label: content.label,
        Address: content.address,
      });
    case "media":
      return { MessageType: typeOfFile(content.files[0]?.contentType) };
    default:
      return { MessageType: content.kind };
  }
};

export const textOf = (content: InboundContent): string => ("text" in content ? (content.text ?? "") : "");

/** The user behind a WhatsApp address, by number where it is one. */
const ofUser = (from: string, userId: string | undefined): Params => {
  const [, number] = /^whatsapp:\+(\d+)$/.exec(from) ?? [];
  const id = number === undefined ? from : userId && `whatsapp:${userId}`;
  return given({ WaId: number, ExternalUserId: id, ProfileName: "Ada" });
};

const ofWhatsApp = ({ from, content, userId, inReplyTo }: InboundMessage, to: string): Params => ({
  ...ofContent(content),
  ...ofUser(from, userId),
  ...(inReplyTo === undefined ? {} : { OriginalRepliedMessageSid: inReplyTo, OriginalRepliedMessageSender: to }),
  ChannelMetadata: JSON.stringify({ type: "whatsapp", data: { context: {} } }),
  ReferralNumMedia: "0",
});

/**
 * The parameters of Twilio's request for a message that came in; `origin` is where its files are.
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export const inboundParams = (inbound: InboundMessage, message: MessageRecord, origin: string): Params => ({
  AccountSid: message.accountSid,
  ApiVersion: "2010-04-01",
  Body: message.body,
  From: message.from,
  MessageSid: message.sid,
  NumMedia: String(message.media.length),
  NumSegments: String(segmentsOf(message.body)),
  SmsMessageSid: message.sid,
  SmsSid: message.sid,
  SmsStatus: "received",
  To: message.to,
  ...Object.fromEntries(
    message.media.flatMap(({ sid, contentType }, at) => [
      [`MediaUrl${at}`, `${origin}/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}/Media/${sid}`],
      [`MediaContentType${at}`, contentType],
    ]),
  ),
  ...(inbound.from.startsWith("whatsapp:") ? ofWhatsApp(inbound, message.to) : {}),
});
