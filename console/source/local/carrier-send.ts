import * as E from "fp-ts/Either";
import type { LedgerEntry, SentMessage } from "../../../local/providers/ledger-entry";
import { AttemptReference, openReference } from "../../../runtime/receipts/reference";
import type { TimelineEntry } from "../../api/conversation-view";

/** A message that a carrier's stand-in took, with the conversation that its receipts are for. */
export type CarrierSend = { readonly entry: SentMessage; readonly conversationId: string };

const referenceIn = (entry: SentMessage): string =>
  (entry.kind === "email" ? entry.customArgs.ref : /[^/#]+(?=#|$)/.exec(entry.statusCallback ?? "")?.[0]) ?? "";

const isMessage = (entry: LedgerEntry): entry is SentMessage =>
  entry.kind === "whatsapp" || entry.kind === "sms" || entry.kind === "email";

/** The send behind a ledger's entry; nothing for the assistant's entries, and for what another program sent. */
export const carrierSend = (entry: LedgerEntry, receiptKey: string): CarrierSend | undefined => {
  if (!isMessage(entry)) return undefined;
  const opened = openReference(AttemptReference)(receiptKey, referenceIn(entry));
  return E.isLeft(opened) ? undefined : { entry, conversationId: opened.right.conversation_id };
};

/** When a carrier took a conversation's message; a second one would be a breach of the engine's promise. */
export const carrierTimeline = (sends: readonly CarrierSend[]): readonly TimelineEntry[] =>
  sends.map(({ entry }, index) => ({
    at: entry.at,
    kind: index === 0 ? "step" : "trouble",
    title: index === 0 ? "The carrier took the message" : "The carrier took the message AGAIN",
    detail: entry.answered === "given" ? entry.id : `${entry.id}; its answer was lost (${entry.answered})`,
    attempt: null,
    source: "carrier",
  }));
