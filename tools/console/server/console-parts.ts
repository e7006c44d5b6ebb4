import type { JsonObject } from "../../../runtime/codec/json";
import type { About } from "../api/about";
import type { TryAnswer } from "../api/try-request";
import type { ConsoleSource } from "../source/console-source";

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

/** Sends requests to the API as a client does, where the console has the keys for that. */
export type Sender = {
  readonly send: (input: JsonObject) => Promise<TryAnswer>;
  /** The value of a project's key, for the `curl` line. */
  readonly keyOf: (company: string, project: string) => string | undefined;
};

/** What a console is made of. */
export type ConsoleParts = {
  readonly source: ConsoleSource;
  readonly operator: string;
  /** Nothing of what it lists is done where acting was not allowed. */
  readonly mayAct: boolean;
  readonly actions: readonly ConsoleAction[];
  readonly scenarios: About["scenarios"];
  readonly sender: Sender | undefined;
  /** Where actions are recorded, one JSON object in a line. */
  readonly journalFile: string | undefined;
  readonly warn: (text: string) => void;
  readonly close: () => Promise<void>;
};
