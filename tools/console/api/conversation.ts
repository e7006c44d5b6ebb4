import type { KnownConsent } from "./consent";

/** A conversation's row in the list. */
export type ConversationSummary = {
  readonly id: string;
  readonly recipient: string;
  readonly name: string;
  readonly company_id: string;
  readonly project_id: string;
  readonly company_name: string;
  readonly channel: string;
  readonly status: string;
  readonly send_state: string;
  readonly delivery: string | null;
  /** Why it failed, or came to its last setback. */
  readonly reason: string;
  /** ISO 8601, when the request was accepted. */
  readonly accepted_at: string;
  readonly preview: string;
};

export type ConversationFilter = {
  /** `company/project`, or nothing for all. */
  readonly project: string;
  readonly channel: string;
  readonly status: string;
  /** Part of the recipient's address, name or conversation id. */
  readonly recipient: string;
  /** Accepted then or later, and before: ISO 8601, or nothing for any time. */
  readonly from: string;
  readonly before: string;
};

export const noFilter: ConversationFilter = {
  project: "",
  channel: "",
  status: "",
  recipient: "",
  from: "",
  before: "",
};

export type ConversationPage = {
  readonly rows: readonly ConversationSummary[];
  /** Asks for the rows that follow. */
  readonly next: string | null;
  /** How many there are; null where counting them would be dear. */
  readonly total: number | null;
};

const holds = (text: string, part: string): boolean => text.toLowerCase().includes(part);

/** A number as people write it at home finds the one that is stored: 07400 123456, and +44 7400 123456. */
const isNumberIn = (text: string, part: string): boolean => {
  const digits = /^[+\d ().-]+$/.test(part) ? part.replace(/\D/g, "").replace(/^0+/, "") : "";
  return digits.length > 3 && text.replace(/\D/g, "").includes(digits);
};

/** Whether a conversation belongs into a filtered list. */
export const matchesFilter =
  ({ project, channel, status, recipient, from, before }: ConversationFilter) =>
  (row: ConversationSummary): boolean => {
    const part = recipient.trim().toLowerCase();
    return (
      (project === "" || project === `${row.company_id}/${row.project_id}`) &&
      (channel === "" || channel === row.channel) &&
      (status === "" || status === row.status) &&
      (from === "" || row.accepted_at >= from) &&
      (before === "" || row.accepted_at < before) &&
      (part === "" ||
        holds(row.recipient, part) ||
        isNumberIn(row.recipient, part) ||
        holds(row.name, part) ||
        holds(row.id, part))
    );
  };

/** One thing that happened to a conversation. */
export type TimelineEntry = {
  /** ISO 8601. */
  readonly at: string;
  readonly kind: "step" | "trouble" | "delivery" | "operator" | "note";
  readonly title: string;
  readonly detail: string;
  readonly attempt: number | null;
  /** Where this is known from. */
  readonly source: "record" | "write" | "log" | "carrier";
};

export type ThreadMessage = {
  readonly text: string;
  readonly at: string;
  /** `carrier`: Twilio itself has answered a keyword. */
  readonly from: "us" | "recipient" | "carrier";
  /** Of what the recipient sent: text, button, location, media, reaction, keyword and such. */
  readonly kind: string | null;
  /** Files that came with it, by their types. */
  readonly files: readonly string[];
  readonly delivery: string | null;
  readonly message_id: string | null;
};

/** One try to tell a company of an event. */
export type EventTry = {
  /** ISO 8601. */
  readonly at: string;
  readonly isTaken: boolean;
  /** What came of it, in words. */
  readonly text: string;
};

/** An event of a conversation, on its way to the company's webhook or there. */
export type EventView = {
  /** The header `webhook-id`. */
  readonly id: string;
  readonly type: string;
  /** ISO 8601, when it was queued. */
  readonly at: string;
  /** `unwanted`: the project has no webhook any more, or wants no such events; `dead`: it is among the dead letters. */
  readonly state: "queued" | "taken" | "waiting" | "unwanted" | "dead";
  readonly tries: readonly EventTry[];
  /** How often the endpoint had it by its own count, where that is a stand-in of this machine. */
  readonly count: number | null;
};

export type LogLineView = {
  readonly at: string;
  readonly source: string;
  readonly level: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** What the assistant was asked and what it answered. */
export type AssistantView = {
  readonly instructions: string;
  readonly input: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Where the input is known from, in words. */
  readonly origin: string;
};

/** One conversation, or why there is none: nothing is said where an accepted request waits to be taken up. */
export type ConversationAnswer = { readonly view: ConversationView | null; readonly why: string | null };

/** Everything that the console shows of one conversation. */
export type ConversationView = {
  readonly summary: ConversationSummary;
  readonly thread: readonly ThreadMessage[];
  /** Whether its company may write to its recipient now. */
  readonly consent: KnownConsent;
  readonly timeline: readonly TimelineEntry[];
  /** What its company is told of it. */
  readonly events: readonly EventView[];
  readonly assistant: AssistantView | null;
  readonly record: Readonly<Record<string, unknown>>;
  readonly logLines: readonly LogLineView[];
  readonly logNote: string;
  /** Who moves it on, and why. */
  readonly needs: "time" | "settle" | "redrive" | "nothing";
  readonly why: string;
};
