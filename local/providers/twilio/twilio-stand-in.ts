import type { Faults } from "../faults";
import type { Ledger } from "../ledger";
import type { MessageStatus } from "./message-record";
import type { TwilioTemplate } from "./twilio-template";

export type TwilioStandIn = {
  /** The origin; both the core API and the Content API are served here. */
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly setTemplate: (sid: string, template: TwilioTemplate) => void;
  /** Changes the message's status and posts the receipt; throws when the sid is not known. */
  readonly sendReceipt: (sid: string, status: MessageStatus, extra?: { readonly errorCode?: number }) => void;
  /** Receipts that are planned, on their way or waiting for a repetition. */
  readonly receiptsPending: () => number;
  readonly stop: () => Promise<void>;
};
