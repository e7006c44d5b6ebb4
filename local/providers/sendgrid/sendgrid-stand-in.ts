import type { Faults } from "../faults";
import type { Ledger } from "../ledger";
import type { EventWebhook } from "./event-webhook";
import type { MailEventChoice } from "./mail-event";
import type { MailTemplate } from "./mail-template";

export type SendGridStandIn = {
  readonly url: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** The public key of the event signatures in SendGrid's form. */
  readonly publicKey: string;
  readonly setTemplate: (id: string, template: MailTemplate) => void;
  readonly setWebhook: (webhook: EventWebhook | null) => void;
  /** Posts one event for an accepted message; throws when the message id is not known or no webhook is set. */
  readonly sendEvent: (messageId: string, choice: MailEventChoice, to?: string) => void;
  /** Events that are planned, batches that are collected, on their way or waiting for a repetition. */
  readonly eventsPending: () => number;
  readonly stop: () => Promise<void>;
};
