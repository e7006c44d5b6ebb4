import { createHash } from "node:crypto";

/** Those with whom the engine speaks: the providers, and the companies that it tells of what happened. */
export const providerNames = ["openai", "twilio", "sendgrid", "company"] as const;

export type ProviderName = (typeof providerNames)[number];

/** The first 12 hex digits of a key's SHA-256: tells keys apart without showing them. */
export const keyFingerprint = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 12);

/** What the client got to see of an accepted request: the answer, or how a fault withheld it. */
export type Answered = "given" | "hang" | "reset" | "malformed" | `status ${number}`;

type Accepted = {
  /** ISO 8601 time of acceptance. */
  readonly at: string;
  /** The provider's own id: message sid, X-Message-Id, conversation or response id; `webhook-id` of an event. */
  readonly id: string;
  /** Account SID for Twilio, company and project of an event; for the others the first 12 hex digits of the key's SHA-256. */
  readonly account: string;
  readonly answered: Answered;
};

export type TextMessageEntry = Accepted & {
  readonly provider: "twilio";
  readonly kind: "whatsapp" | "sms";
  readonly to: string;
  readonly from: string;
  readonly contentSid: string | null;
  /** The variables as given by the client; the template's samples are not filled in here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables of the template that were not given, so that its sample text was sent. */
  readonly samplesUsed: readonly string[];
  readonly renderedText: string;
  readonly statusCallback: string | null;
};

export type EmailEntry = Accepted & {
  readonly provider: "sendgrid";
  readonly kind: "email";
  readonly to: string;
  readonly from: string;
  readonly fromName: string | null;
  /** Where an answer goes, where that is not `from`. */
  readonly replyTo: string | null;
  readonly templateId: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly renderedText: string;
  readonly customArgs: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

type ConversationEntry = Accepted & {
  readonly provider: "openai";
  readonly kind: "conversation";
  readonly metadata: Readonly<Record<string, string>>;
};

type ResponseEntry = Accepted & {
  readonly provider: "openai";
  readonly kind: "response";
  readonly conversation: string | null;
  readonly model: string;
  readonly renderedText: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** `completed`, or what a fault or the token limit made of the answer. */
  readonly outcome: string;
};

/** An event that a company's endpoint was told, verified. */
export type EventEntry = Accepted & {
  readonly provider: "company";
  readonly kind: "event";
  readonly type: string;
  /** ISO 8601 time of what happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** How often it came by then, from 1. */
  readonly count: number;
};

type LedgerMessage = TextMessageEntry | EmailEntry;

export type NewLedgerEntry = LedgerMessage | ConversationEntry | ResponseEntry | EventEntry;

/** `seq` counts accepted things over all providers, from 1. */
export type LedgerEntry = NewLedgerEntry & { readonly seq: number };

export type SentMessage = LedgerMessage & { readonly seq: number };

/** A request that was refused, or that a fault ended before acceptance. */
export type Attempt = {
  readonly provider: ProviderName;
  readonly operation: string;
  readonly at: string;
  readonly status: number | "hang" | "reset" | "malformed";
  readonly to: string | null;
  readonly from: string | null;
  readonly byFault: boolean;
};
