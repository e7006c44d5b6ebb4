import { randomBytes } from "node:crypto";

export type MessageStatus = "queued" | "sent" | "delivered" | "read" | "undelivered" | "failed" | "received";

/** `outbound-reply` is what Twilio itself answers to a keyword. */
type Direction = "outbound-api" | "outbound-reply" | "inbound";

/** A file that came with a message, kept at Twilio. */
export type StoredMedia = { readonly sid: string; readonly contentType: string; readonly bytes: Buffer };

/** A message as the stand-in holds it; times in milliseconds since the epoch. */
export type MessageRecord = {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string | null;
  readonly direction: Direction;
  /** The sid of the message that an `outbound-reply` answers. */
  readonly answers: string | null;
  readonly media: readonly StoredMedia[];
  readonly createdAt: number;
  status: MessageStatus;
  updatedAt: number;
  sentAt: number | null;
  errorCode: number | null;
};

/** A new sid: of a message with files `MM`, of a file `ME`. */
export const newSid = (prefix: "SM" | "MM" | "ME"): string => `${prefix}${randomBytes(16).toString("hex")}`;

type Draft = Pick<MessageRecord, "accountSid" | "to" | "from" | "body" | "direction"> &
  Partial<Pick<MessageRecord, "answers" | "statusCallback" | "media" | "status" | "sentAt">>;

/** A message as it begins at a time, queued unless it says otherwise. */
export const newMessage = (draft: Draft, at: number): MessageRecord => ({
  sid: newSid(draft.media === undefined ? "SM" : "MM"),
  answers: null,
  statusCallback: null,
  media: [],
  status: "queued",
  sentAt: null,
  errorCode: null,
  createdAt: at,
  updatedAt: at,
  ...draft,
});

/** Twilio's RFC 2822 form, for example `Fri, 20 Nov 2026 10:30:00 +0000`. */
export const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace("GMT", "+0000");

// The basic GSM alphabet is close to printable ASCII; what matters here is a plausible number.
export const segmentsOf = (body: string): number => {
  const narrow = /^[\n\r -~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉÄÖÑÜ§¿äöñüà€]*$/.test(body);
  const [single, part] = narrow ? [160, 153] : [70, 67];
  return body.length <= single ? 1 : Math.ceil(body.length / part);
};

/** The message resource as Twilio's API shows it. */
export const messageResource = (message: MessageRecord): Readonly<Record<string, unknown>> => {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    account_sid: message.accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: null,
    from: message.from,
    messaging_service_sid: null,
    num_media: String(message.media.length),
    num_segments: String(segmentsOf(message.body)),
    price: null,
    price_unit: "USD",
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: message.to,
    uri: `${uri}.json`,
  };
};

/** Accepted and received messages by their sid, oldest first. */
export type Messages = Map<string, MessageRecord>;

export const addressesIn = (given: URLSearchParams) => ({ to: given.get("To"), from: given.get("From") });
