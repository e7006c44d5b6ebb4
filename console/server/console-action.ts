import type { JsonObject } from "../../runtime/codec/json-object";

/** What came of an action, in words. */
export type ActionOutcome = {
  readonly done: boolean;
  readonly text: string;
  /** Where to watch what comes of it. */
  readonly conversationId?: string;
};

/** An action whose input makes sense. */
export type PreparedAction = {
  readonly subject: string;
  readonly reason: string;
  readonly run: (progress: (text: string) => void) => Promise<ActionOutcome>;
};

/** Something that a person can have the console do. */
export type ConsoleAction = {
  readonly name: string;
  /** Throws `BadInput`, naming the field. */
  readonly prepare: (input: JsonObject) => PreparedAction;
};
