import * as E from "fp-ts/Either";
import { AttemptReference, openReference } from "../../../../runtime/conversation/reference";
import type { EventEntry, LedgerEntry, SentMessage } from "../../../providers/ledger/ledger-entry";
import type { TimelineEntry } from "../../api/conversation";
import { type FunctionLine, loggedEvent } from "../log-timeline";
import type { FeedEvent } from "./engine-feed";
import type { TableWrite } from "./table-write";

/** A message that a carrier's stand-in took, with the conversation that its receipts are for. */
type CarrierSend = { readonly entry: SentMessage; readonly conversationId: string };

const referenceIn = (entry: SentMessage): string =>
  (entry.kind === "email" ? entry.customArgs.ref : /[^/#]+(?=#|$)/.exec(entry.statusCallback ?? "")?.[0]) ?? "";

const isMessage = (entry: LedgerEntry): entry is SentMessage =>
  entry.kind === "whatsapp" || entry.kind === "sms" || entry.kind === "email";

/** The send behind a ledger's entry; nothing for the assistant's entries, and for what another program sent. */
const carrierSend = (entry: LedgerEntry, receiptKey: string): CarrierSend | undefined => {
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

/** What happened to one conversation, in the order in which it was heard of. */
export type Past = {
  readonly writes: TableWrite[];
  readonly lines: FunctionLine[];
  readonly sends: CarrierSend[];
  /** What the company's stand-in was told. */
  readonly events: EventEntry[];
};

/** How often each event was there, by its id. */
export const countsOf = ({ events }: Pick<Past, "events">): ReadonlyMap<string, number> =>
  new Map(events.map(({ id, count }) => [id, count]));

/** Conversations whose past is kept; a first-in, first-out of that many. */
const MOST = 30_000;

const nothing = (): Past => ({ writes: [], lines: [], sends: [], events: [] });

/** Sorts what the engine tells by the conversation that it is about. */
export const makePastEvents = (receiptKey: string) => {
  const pasts = new Map<string, Past>();
  const pastOf = (id: string): Past => {
    const found = pasts.get(id);
    if (found !== undefined) return found;
    const past = nothing();
    pasts.set(id, past);
    const [oldest] = pasts.keys();
    if (pasts.size > MOST && oldest !== undefined) pasts.delete(oldest);
    return past;
  };
  const addLine = (line: FunctionLine): void => {
    if (!line.line.includes('"conversation_id"')) return;
    const { conversation_id: id } = loggedEvent(line);
    if (typeof id === "string") pastOf(id).lines.push(line);
  };
  const addEntry = (entry: LedgerEntry): void => {
    const send = carrierSend(entry, receiptKey);
    if (send !== undefined) pastOf(send.conversationId).sends.push(send);
    if (entry.kind !== "event") return;
    const { conversation_id: id } = entry.data;
    if (typeof id === "string") pastOf(id).events.push(entry);
  };
  /** Of what was erased nothing is kept here either. */
  const addWrite = (write: TableWrite): void => {
    const id = write.key.conversation_id;
    if (write.kind === "gone" && write.outcome === "done") pasts.delete(id);
    else pastOf(id).writes.push(write);
  };
  return {
    add: (event: FeedEvent): void => {
      if (event.kind === "line") addLine(event.line);
      if (event.kind === "write") addWrite(event.write);
      if (event.kind === "carrier") addEntry(event.entry);
    },
    of: (conversationId: string): Past => pasts.get(conversationId) ?? nothing(),
  };
};
export type PastEvents = ReturnType<typeof makePastEvents>;
