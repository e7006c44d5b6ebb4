import * as E from "fp-ts/Either";
import { NotDone } from "../../command-line";
import type { OpsEnv } from "../connect/ops-env";
import type { Terminal } from "./terminal";

/** What a command answers: text for a person, the same as data, and whether it did what it was asked to. */
export type Answer = {
  readonly text: string;
  readonly data: object;
  readonly done: boolean;
  /** What goes on in this terminal once the answer is printed. */
  readonly afterwards?: () => Promise<void>;
};

export const answered = (text: string, data: object): Answer => ({ text, data, done: true });

export const notDone = (reason: string): Answer => ({
  text: `Not done: ${reason}.`,
  data: { refusal: reason },
  done: false,
});

/** The answer to what was done, or, in words, why it was not. */
export const answerOf = <A extends object>(result: E.Either<string, A>, textOf: (done: A) => string): Answer =>
  E.isLeft(result) ? notDone(result.left) : answered(textOf(result.right), result.right);

/** Tells the answer, as text or as data; throws `NotDone` behind one that says why nothing was done. */
export const tell = async (
  { text, data, done, afterwards }: Answer,
  json: boolean,
  { print, warn }: Pick<Terminal, "print" | "warn">,
): Promise<void> => {
  if (json) print(JSON.stringify(data, null, 2));
  else (done ? print : warn)(text);
  await afterwards?.();
  if (!done) throw new NotDone();
};

/** Does a command's work on the stack that the command line names, and tells its answer. */
export type OnStack = (work: (env: OpsEnv, terminal: Terminal) => Promise<Answer>) => Promise<void>;
