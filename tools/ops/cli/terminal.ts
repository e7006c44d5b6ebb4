import { createInterface } from "node:readline/promises";
import { stripVTControlCharacters, styleText } from "node:util";
import * as E from "fp-ts/Either";
import { inOneLine, NotDone, type Output, processOutput, visible, WrongUsage } from "../../command-line";

type Colour = "green" | "yellow" | "red";

/** Where a command reads and writes. */
export type Terminal = Output & {
  /** Shows a line that the next one replaces; nothing where nobody watches. */
  readonly progress: (text: string) => void;
  /** The answer to a question; undefined where nobody can be asked. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** The text in a colour, where the terminal shows one. */
  readonly coloured: (colour: Colour, text: string) => string;
  /** Whether a person sits there who can be asked. */
  readonly isInteractive: boolean;
  /** Characters to a line where answers are read; undefined where they go to a file or a program. */
  readonly columns: number | undefined;
};

/** Milliseconds in which nobody reads a question and answers it: what comes sooner was typed or pasted for something else. */
const FASTEST_READER_MS = 50;

const CLEAR_LINE = "\r\u001b[K";

/** The process's own terminal; answers go to stdout, all else to stderr. */
export const processTerminal = (): Terminal => ({
  ...processOutput,
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`${CLEAR_LINE}${inOneLine(text)}`);
  },
  ask: async (question) => {
    if (!process.stdin.isTTY) return undefined;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const asked = performance.now();
      const answer = await lines.question(visible(question));
      if (performance.now() - asked > FASTEST_READER_MS) return answer;
      throw new NotDone("an answer was there before its question: a pasted line? nothing was changed");
    } finally {
      lines.close();
    }
  },
  coloured: (colour, text) => styleText(colour, text, { stream: process.stdout }),
  isInteractive: process.stdin.isTTY === true,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
});

/** Whether a person agrees to go on, or was said to with --yes; the left says why nothing is done. */
export const agreed = async (
  { ask }: Pick<Terminal, "ask">,
  yes: boolean,
  question: string,
): Promise<E.Either<string, true>> => {
  const answer = yes ? "yes" : await ask(question);
  if (answer === undefined) return E.left("nobody can be asked for confirmation here; --yes goes without");
  return answer.trim() === "yes" ? E.right(true) : E.left("it was not confirmed, and nothing was changed");
};

type Question<A> = {
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

const widthOf = (text: string): number => stripVTControlCharacters(text).length;

const GAP = 2;
const INDENT = "    ";

/** A text in lines of a width, broken between words; a word that is longer, an id, stays whole. */
const wrapped = (text: string, width: number): readonly string[] =>
  (text.match(new RegExp(`.{1,${Math.max(1, width)}}(?: |$)|[^ ]+`, "g")) ?? []).map((line) => line.trimEnd());

/**
 * Columns as wide as their widest cell, two spaces apart; the last one is not padded. Columns for which a line of `width` has no room
 * stand below it, each from a line of its own on.
 */
export const table = (header: readonly string[], rows: readonly (readonly string[])[], width = 10_000): string => {
  const lines = [header, ...rows].map((line) => line.map(inOneLine));
  const widths = header.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  const spans = widths.map((_, column) => widths.slice(0, column + 1).reduce((sum, one) => sum + one + GAP, -GAP));
  const beside = Math.max(1, spans.filter((span) => span <= width).length);
  const lineOf = (cells: readonly string[]): string =>
    cells
      .slice(0, beside)
      .map((cell, column) =>
        column === beside - 1 ? cell : `${cell}${" ".repeat((widths[column] ?? 0) + GAP - widthOf(cell))}`,
      )
      .join("");
  const below = (cells: readonly string[]): readonly string[] =>
    cells
      .slice(beside)
      .filter((cell) => cell !== "")
      .flatMap((cell) => wrapped(cell, width - INDENT.length))
      .map((line) => `${INDENT}${line}`);
  return lines.flatMap((cells) => [lineOf(cells), ...below(cells)]).join("\n");
};
