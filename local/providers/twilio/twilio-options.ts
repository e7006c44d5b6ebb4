import type { ProviderOptions } from "../provider-options";
import type { FinalStatus, ReceiptDelays } from "./receipt-plan";
import type { TwilioTemplate } from "./twilio-template";

export type TwilioOptions = ProviderOptions & {
  /** Auth token by account SID; without any, every account and token is accepted. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Content templates by sid; when given, other sids are unknown unless there is a `defaultTemplate`. */
  readonly templates?: Readonly<Record<string, TwilioTemplate>>;
  readonly defaultTemplate?: TwilioTemplate;
  /** `off` leaves messages queued and posts only what `sendReceipt` says; default `on`. */
  readonly receipts?: "on" | "off";
  readonly receiptDelays?: Partial<ReceiptDelays>;
  /** How a message to this address ends; undefined for the usual end (`read` on WhatsApp, else `delivered`). */
  readonly finalStatus?: (to: string) => FinalStatus | undefined;
  /** Milliseconds before the first repetition of a receipt that was not taken; default 200. */
  readonly receiptRetryMs?: number;
  /** Messages kept for listing; default 1,000,000. */
  readonly maxMessages?: number;
};
