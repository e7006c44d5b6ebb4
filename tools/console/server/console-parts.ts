import type * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import type { About } from "../api/about";
import { wordsOf } from "../api/action";
import type { TryAnswer } from "../api/try-request";
import type { ConsoleSource } from "../source/console-source";
import type { KnownTabs } from "./known-tabs";

/** Hears of what went wrong where nobody waits for an answer. */
export type OnError = (error: unknown) => void;

export const errorsTo =
  (warn: (text: string) => void): OnError =>
  (error) =>
    warn(`console: ${wordsOf(error)}`);

/** What came of an action, in words. */
export type Outcome = {
  readonly text: string;
  /** Where to watch what comes of it. */
  readonly conversationId?: string;
  /** What was done, for the page alone: it is not recorded here. */
  readonly receipt?: object;
};

/** An action whose input makes sense. */
export type PreparedAction = {
  readonly subject: string;
  readonly reason: string;
  /** The left: it was not done. */
  readonly run: (progress: (text: string) => void) => Promise<E.Either<Outcome, Outcome>>;
};

/** Something that a person can have the console do. */
export type ConsoleAction = {
  readonly name: string;
  /** The left names what is missing or wrong. */
  readonly prepare: (input: JsonObject) => E.Either<string, PreparedAction>;
};

/** Something that a person can ask and that changes nothing; the left names what is missing or wrong. */
export type ConsoleQuestion = (input: JsonObject) => Promise<E.Either<string, object | null>>;

/** Sends requests to the API as a client does, where the console has the keys for that. */
export type Sender = {
  readonly send: (input: JsonObject) => Promise<E.Either<string, TryAnswer>>;
  /** The value of a project's key, for the `curl` line. */
  readonly keyOf: (company: string, project: string, keyId?: string) => string | undefined;
};

/** What a console is made of. */
export type ConsoleParts = {
  readonly source: ConsoleSource;
  readonly operator: string;
  /** Nothing of what it lists is done where acting was not allowed. */
  readonly mayAct: boolean;
  readonly actions: readonly ConsoleAction[];
  /** By their names. */
  readonly questions: Readonly<Record<string, ConsoleQuestion>>;
  readonly scenarios: About["scenarios"];
  readonly sender: Sender | undefined;
  /** Where actions are recorded, one JSON object in a line. */
  readonly journalFile: string | undefined;
  /** Who may come back to the next start. */
  readonly tabs?: KnownTabs;
  readonly onError: OnError;
  readonly close: () => Promise<void>;
};
