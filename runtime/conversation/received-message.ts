import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import { Channel, Identifier } from "../request/request";
import { firstBytes, IsoDateTime, NonEmptyText, Telephone } from "../request/text";
import { encodeContext, LARGEST_MESSAGE } from "./message";
import { readVersioned } from "./versioned";

/** What a received message is, as far as its carrier tells. */
const MessageKind = t.keyof({
  text: null,
  button: null,
  location: null,
  media: null,
  reaction: null,
  auto_reply: null,
  keyword: null,
  unsupported: null,
});

/** A file that came with it: at the carrier (`url`), or in our bucket (`key`); `bytes` where that is known. */
const ReceivedMedia = t.readonly(
  t.intersection([
    t.type({ content_type: t.string }),
    t.partial({ url: t.string, key: t.string, name: t.string, bytes: t.number }),
  ]),
);

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** The version of that form, raised only when an older function could not read it. */
const RECEIVED_SCHEMA = 1;

/** What a person sent us, on its way to the function that records it. Further fields are let through, for the version after this one. */
export const ReceivedMessage = t.readonly(
  t.intersection([
    t.type({
      kind: t.literal("received"),
      schema: t.literal(RECEIVED_SCHEMA),
      company_id: Identifier,
      project_id: Identifier,
      channel: Channel,
      /** Our sender's number, or our reply domain. */
      our_address: NonEmptyText,
      /** A number in E.164, a WhatsApp user id, or a mail address in lower case. */
      their_address: NonEmptyText,
      /** The carrier's id of it, or what stands for a mail. */
      message_id: NonEmptyText,
      received_at: IsoDateTime,
      via: t.keyof({ webhook: null, catch_up: null }),
      message_kind: MessageKind,
      /** What is new in it. */
      text: t.string,
      /** All of it, where that is more. */
      full_text: orNull(t.string),
      media: t.readonlyArray(ReceivedMedia),
      /** The carrier's id of the message of ours that it answers. */
      reply_to: orNull(t.string),
      /** The token of the address that a mail was sent to. */
      reply_token: orNull(t.string),
      /** YES by SMS lifts an opt-out where the person has set one, and is an answer like any other where not. */
      keyword: orNull(t.keyof({ opt_out: null, opt_in: null, opt_in_if_suppressed: null, help: null })),
      /** Of a WhatsApp user who hides the number. */
      user_id: orNull(t.string),
      /** Whether the sender's address is proven: by Twilio always, for a mail where SPF or DKIM passed. */
      trusted: t.boolean,
    }),
    /** Where its project has a webhook, should it be nobody's; a function of the version before does not say. */
    t.partial({ events_to: t.string }),
  ]),
);
export type ReceivedMessage = t.TypeOf<typeof ReceivedMessage>;

const PREFIX = "whatsapp:";

/** Who wrote, by Twilio's `From`: a number as it is stored, the id of a WhatsApp user who hides it, or whatever else stands there. */
export const senderOf = (from: string): string => {
  const address = from.startsWith(PREFIX) ? from.slice(PREFIX.length) : from;
  return pipe(
    Telephone.decode(address),
    E.getOrElse(() => address),
  );
};

const halved = (text: string): string => firstBytes(text, Math.floor(Buffer.byteLength(text, "utf8") / 2));

/** Shorter by the part that can be missed most: the whole text, then the text, then the last half of the files. */
const shorter = (message: ReceivedMessage): ReceivedMessage => {
  const { full_text, text, media } = message;
  if (full_text !== null) return { ...message, full_text: halved(full_text) || null };
  if (text !== "") return { ...message, text: halved(text) };
  return { ...message, media: media.slice(0, Math.floor(media.length / 2)) };
};

/** The body of its queue message: what is too large for the queue is cut until it fits. */
export const receivedBody = (message: ReceivedMessage): string => {
  const body = encodeContext(message);
  return Buffer.byteLength(body, "utf8") <= LARGEST_MESSAGE ? body : receivedBody(shorter(message));
};

/** Reads the body of a queue message, or says which places of it are wrong. */
export const readReceived = readVersioned(ReceivedMessage, {
  kind: "received",
  schema: RECEIVED_SCHEMA,
  name: "received message",
});
