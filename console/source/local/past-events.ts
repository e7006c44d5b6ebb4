import type { LoggedEvent } from "../log-timeline";
import { type FunctionLine, loggedEvent } from "../logged-event";
import { type CarrierSend, carrierSend } from "./carrier-send";
import type { FeedEvent } from "./engine-feed";
import type { TableWrite } from "./table-write";

/** What happened to one conversation, in the order in which it was heard of. */
export type Past = {
  readonly writes: TableWrite[];
  readonly lines: FunctionLine[];
  readonly events: LoggedEvent[];
  readonly sends: CarrierSend[];
};

export type PastEvents = {
  readonly add: (event: FeedEvent) => void;
  readonly of: (conversationId: string) => Past;
};

/** Conversations whose past is kept; a first-in, first-out of that many. */
const MOST = 30_000;

const nothing = (): Past => ({ writes: [], lines: [], events: [], sends: [] });

/** Sorts what the engine tells by the conversation that it is about. */
export const makePastEvents = (receiptKey: string): PastEvents => {
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
    const logged = loggedEvent(line);
    const id = logged?.event.conversation_id;
    if (logged === undefined || typeof id !== "string") return;
    pastOf(id).lines.push(line);
    pastOf(id).events.push(logged);
  };
  /** Of what was erased nothing is kept here either. */
  const addWrite = (write: TableWrite): void => {
    const id = write.key.conversation_id;
    if (write.kind === "gone" && write.outcome === "done") pasts.delete(id);
    else pastOf(id).writes.push(write);
  };
  return {
    add: (event) => {
      if (event.kind === "line") addLine(event.line);
      if (event.kind === "write") addWrite(event.write);
      if (event.kind === "carrier") {
        const send = carrierSend(event.entry, receiptKey);
        if (send !== undefined) pastOf(send.conversationId).sends.push(send);
      }
    },
    of: (id) => pasts.get(id) ?? nothing(),
  };
};
