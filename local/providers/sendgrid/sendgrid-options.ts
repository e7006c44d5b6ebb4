import type { ProviderOptions } from "../provider-options";
import type { EventDelays } from "./event-plan";
import type { EventWebhook } from "./event-webhook";
import type { MailEventChoice } from "./mail-event";
import type { MailTemplate } from "./mail-template";

export type SendGridOptions = ProviderOptions & {
  /** Accepted API keys; without any, every key but the `rejectKeys` is accepted. */
  readonly apiKeys?: readonly string[];
  readonly rejectKeys?: readonly string[];
  /** Addresses that may send; without any, everybody may. */
  readonly verifiedSenders?: readonly string[];
  /** Dynamic templates by id; any other `d-…` prints the data that it is given. */
  readonly templates?: Readonly<Record<string, MailTemplate>>;
  readonly webhook?: EventWebhook;
  /** `off` posts only what `sendEvent` says; default `on`. */
  readonly events?: "on" | "off";
  readonly eventDelays?: Partial<EventDelays>;
  /** How a message to this address ends; undefined for `delivered`. */
  readonly finalEvent?: (to: string) => MailEventChoice | undefined;
  /** Milliseconds before the first repetition of a batch that was not taken; default 200. */
  readonly eventRetryMs?: number;
  /** Messages kept for `sendEvent`; default 1,000,000. */
  readonly maxMessages?: number;
};
