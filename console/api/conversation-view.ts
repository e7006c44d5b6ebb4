import type { ConversationSummary } from "./conversation-summary";

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
  readonly from: "us" | "recipient";
  readonly delivery: string | null;
  readonly message_id: string | null;
};

export type LogLineView = {
  readonly at: string;
  readonly source: string;
  readonly level: string;
  readonly text: string;
};

/** What the assistant was asked and what it answered. */
export type AssistantView = {
  readonly instructions: string;
  readonly input: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Where the input is known from, in words. */
  readonly origin: string;
};

/** Everything that the console shows of one conversation. */
export type ConversationView = {
  readonly summary: ConversationSummary;
  readonly thread: readonly ThreadMessage[];
  readonly timeline: readonly TimelineEntry[];
  readonly assistant: AssistantView | null;
  readonly record: Readonly<Record<string, unknown>>;
  readonly logLines: readonly LogLineView[];
  readonly logNote: string;
  /** Who moves it on, and why. */
  readonly needs: "time" | "settle" | "redrive" | "nothing";
  readonly why: string;
};
