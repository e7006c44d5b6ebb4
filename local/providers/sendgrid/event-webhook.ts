import type { KeyObject } from "node:crypto";
import type { EmailEntry } from "../ledger-entry";
import type { EventTarget } from "./event-batches";

/** Where events go: one address for all, or one per accepted message (`null` for none). */
export type EventWebhook = {
  readonly url: string | ((entry: EmailEntry) => string | null);
  /** Signs the batches; default the key that `publicKey` belongs to. */
  readonly privateKey?: KeyObject;
};

export const eventTarget = (
  webhook: EventWebhook | null,
  entry: EmailEntry,
  ownKey: KeyObject,
): EventTarget | undefined => {
  if (webhook === null) return undefined;
  const url = typeof webhook.url === "string" ? webhook.url : webhook.url(entry);
  return url === null ? undefined : { url, privateKey: webhook.privateKey ?? ownKey };
};
