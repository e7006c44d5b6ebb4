import { createHash, randomBytes } from "node:crypto";

export const messageStatuses = [
  "accepted",
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "undelivered",
  "failed",
] as const;

export type MessageStatus = (typeof messageStatuses)[number];

/** A message as the stand-in holds it; times in milliseconds since the epoch. */
export type MessageRecord = {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string | null;
  readonly createdAt: number;
  status: MessageStatus;
  updatedAt: number;
  sentAt: number | null;
  errorCode: number | null;
};

export const newMessageSid = (): string => `SM${randomBytes(16).toString("hex")}`;

/** Twilio's RFC 2822 form, for example `Fri, 20 Nov 2026 10:30:00 +0000`. */
const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace("GMT", "+0000");

// The basic GSM alphabet is close to printable ASCII; what matters here is a plausible number.
const segmentsOf = (body: string): number => {
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
    direction: "outbound-api",
    error_code: message.errorCode,
    error_message: null,
    from: message.from,
    messaging_service_sid: null,
    num_media: "0",
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

/** An opaque, stable id in Twilio's form from any text. */
export const derivedSid = (prefix: string, text: string): string =>
  `${prefix}${createHash("md5").update(text).digest("hex")}`;

export type MessageStore = {
  readonly add: (message: MessageRecord) => void;
  readonly find: (sid: string) => MessageRecord | undefined;
  /** Oldest first; with `to`, only that recipient's. */
  readonly list: (to: string | null) => readonly MessageRecord[];
};

/** Accepted messages, at most `max`; the oldest go first. */
export const makeMessageStore = (max: number): MessageStore => {
  const bySid = new Map<string, MessageRecord>();
  const byTo = new Map<string, MessageRecord[]>();

  const dropOldest = (): void => {
    const [oldest] = bySid.values();
    if (oldest === undefined) return;
    bySid.delete(oldest.sid);
    const left = (byTo.get(oldest.to) ?? []).filter((one) => one !== oldest);
    if (left.length === 0) byTo.delete(oldest.to);
    else byTo.set(oldest.to, left);
  };

  return {
    add: (message) => {
      bySid.set(message.sid, message);
      const held = byTo.get(message.to);
      if (held === undefined) byTo.set(message.to, [message]);
      else held.push(message);
      if (bySid.size > max) dropOldest();
    },
    find: (sid) => bySid.get(sid),
    list: (to) => (to === null ? [...bySid.values()] : (byTo.get(to) ?? [])),
  };
};
