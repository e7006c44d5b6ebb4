const statusNames: Readonly<Record<string, string>> = {
  processing: "Being processed",
  initial_message_sent: "Sent",
  failed_secrets_fetch: "Secret missing",
  failed_to_process_ai: "Assistant failed",
  failed_to_send_message: "Refused by the carrier",
  failed_unknown: "Failed",
  delivery_unknown: "Delivery unknown",
  suppressed: "Opted out: not sent",
  cancelled: "Cancelled: not sent",
};

/** A conversation's status in plain words. */
export const statusText = (status: string): string => statusNames[status] ?? status;

export const statusChoices = Object.entries(statusNames);

export type Tone = "good" | "bad" | "busy" | "calm";

/** How a status is to be taken. */
export const toneOf = (status: string): Tone => {
  if (status === "initial_message_sent") return "good";
  if (status === "processing") return "busy";
  if (status === "suppressed" || status === "cancelled") return "calm";
  return "bad";
};

export const channelNames = { whatsapp: "WhatsApp", sms: "SMS", email: "Email" } as const;

export const queueTitles = { ...channelNames, replies: "Replies", events: "Events" } as const;

export const channelText = (channel: string): string =>
  channel in channelNames ? channelNames[channel as keyof typeof channelNames] : channel;

/** A span of seconds in its largest unit. */
export const ageText = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
};

export const numberText = (value: number): string => value.toLocaleString();

/** A number with its word: "1 message", "3 messages". */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

/** Whether there is room for what a person may want to fold on a phone. */
export const isWide = (): boolean => innerWidth > 760;
