import { type ReceivedMessage, senderOf } from "../conversation/received-message";

type MessageKind = ReceivedMessage["message_kind"];

type Parameters = Readonly<Record<string, string>>;

/** The sender of ours that it was written to. */
type Addressee = Pick<ReceivedMessage, "company_id" | "project_id" | "channel"> & { readonly address: string };

const without = (prefix: string, address: string): string =>
  address.startsWith(prefix) ? address.slice(prefix.length) : address;

const OF_WHATSAPP = "whatsapp:";

/** Of what is sent as a file; a contact comes as a vCard. */
const FILES: readonly string[] = ["image", "audio", "video", "document", "sticker", "contacts"];

const isSaid = (text: string | undefined): text is string => text !== undefined && text.trim() !== "";

/** Twilio has ten in a message at most ("Accepted content types for media"). */
const MOST_FILES = 100;

const mediaIn = (parameters: Parameters): ReceivedMessage["media"] =>
  Array.from({ length: MOST_FILES }, (_, at) => ({
    url: parameters[`MediaUrl${at}`] ?? "",
    content_type: parameters[`MediaContentType${at}`] ?? "application/octet-stream",
  })).filter(({ url }) => url !== "");

/** The first that holds. Of SMS, and of what is nothing but text, Twilio tells no type. */
const kinds: readonly (readonly [MessageKind, (parameters: Parameters) => boolean])[] = [
  ["reaction", ({ MessageType }) => MessageType === "reaction"],
  ["location", ({ Latitude, Longitude }) => isSaid(Latitude) && isSaid(Longitude)],
  ["button", ({ ButtonText, ButtonPayload, ListId }) => [ButtonText, ButtonPayload, ListId].some(isSaid)],
  ["media", (parameters) => mediaIn(parameters).length > 0 || FILES.includes(parameters.MessageType ?? "")],
  ["text", ({ Body, MessageType }) => isSaid(Body) && MessageType !== "unsupported"],
];

const textOf = (kind: MessageKind, parameters: Parameters): string => {
  const { Body = "", ButtonText, ListTitle, Label, Address, Latitude, Longitude } = parameters;
  switch (kind) {
    case "button":
      return [ButtonText, ListTitle].find(isSaid) ?? Body;
    case "location":
      return [Label, Address, `${Latitude}, ${Longitude}`].filter(isSaid).join(", ");
    default:
      return Body;
  }
};

/** A WhatsApp user may hide the number; Twilio then tells an id, and beside a number it may tell one too. */
const userIdOf = ({ From = "", ExternalUserId }: Parameters): string | null => {
  const told = isSaid(ExternalUserId) ? ExternalUserId : From.startsWith(`${OF_WHATSAPP}+`) ? "" : From;
  return told.startsWith(OF_WHATSAPP) ? without(OF_WHATSAPP, told) : null;
};

/**
 * A message as Twilio posts it ("Twilio's request to your incoming message Webhook URL"), in the form in which it is queued. It
 * is signed as it is, and has parameters that nobody knows yet. Without an id or a sender it is none.
 */
export const twilioMessage = (
  parameters: Parameters,
  { company_id, project_id, channel, address }: Addressee,
  receivedAt: string,
): ReceivedMessage | undefined => {
  const { MessageSid, From, OriginalRepliedMessageSid } = parameters;
  if (!isSaid(MessageSid) || !isSaid(From)) return undefined;
  const [message_kind] = kinds.find(([, holds]) => holds(parameters)) ?? (["unsupported"] as const);
  return {
    kind: "received",
    schema: 1,
    company_id,
    project_id,
    channel,
    our_address: address,
    their_address: senderOf(From),
    message_id: MessageSid,
    received_at: receivedAt,
    via: "webhook",
    message_kind,
    text: textOf(message_kind, parameters),
    full_text: null,
    media: mediaIn(parameters),
    reply_to: isSaid(OriginalRepliedMessageSid) ? OriginalRepliedMessageSid : null,
    reply_token: null,
    keyword: null,
    user_id: userIdOf(parameters),
    trusted: true,
  };
};
