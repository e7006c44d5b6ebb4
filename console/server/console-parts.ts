import type { JsonObject } from "../../runtime/codec/json-object";
import type { About } from "../api/about";
import type { TryAnswer } from "../api/try-answer";
import type { ConsoleSource } from "../source/console-source";
import type { ConsoleAction } from "./console-action";

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
