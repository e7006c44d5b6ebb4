import * as E from "fp-ts/Either";
import type { Terminal } from "./terminal";
import { WrongUsage } from "./wrong-usage";

export type Question<A> = {
  /** The option that answers without being asked. */
  readonly option: string;
  readonly given: string | undefined;
  readonly question: string;
  /** What no answer means; without it, one is needed. */
  readonly fallback?: string;
  /** Understands an answer, or says what it must be. */
  readonly read: (text: string) => E.Either<string, A>;
};

const fromOption = <A>({ option, read }: Question<A>, given: string): A => {
  const value = read(given);
  if (E.isLeft(value)) throw new WrongUsage(`--${option} ${value.left}`);
  return value.right;
};

/** The answer from the command line, or from a person who is asked until it can be understood, or what none means. */
export const askFor = async <A>(terminal: Terminal, wanted: Question<A>): Promise<A> => {
  const { option, given, question, fallback, read } = wanted;
  if (given !== undefined) return fromOption(wanted, given);
  if (!terminal.isInteractive) {
    if (fallback === undefined) throw new WrongUsage(`--${option} is missing, and nobody can be asked here`);
    return fromOption(wanted, fallback);
  }
  const hint = fallback === undefined ? "" : ` [${fallback === "" ? "none" : fallback}]`;
  for (;;) {
    const answer = await terminal.ask(`${question}${hint}: `);
    if (answer === undefined) throw new Error(`nobody answered the question for --${option}`);
    const value = read(answer.trim() === "" ? (fallback ?? "") : answer.trim());
    if (E.isRight(value)) return value.right;
    terminal.warn(`  ${value.left}`);
  }
};
