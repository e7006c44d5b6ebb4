/** Something that a person has the console do; each is recorded. */
export type ActionEntry = {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  readonly operator: string;
  readonly reason: string;
  /** What it is about, in words: a channel, a conversation, a project. */
  readonly subject: string;
  readonly state: "running" | "done" | "refused" | "failed";
  readonly text: string;
};

/** What was thrown, for a person. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What the page gets back; the conversation is where to watch what comes of it. */
export type ActionAnswer = {
  readonly action: ActionEntry;
  readonly conversation_id: string | null;
  /** For the person to keep: nobody else does. */
  readonly receipt: object | null;
};
