import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

export type Colour = "green" | "yellow" | "red";

/** Where a command reads and writes. */
export type Terminal = {
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Shows a line that the next one replaces; nothing where nobody watches. */
  readonly progress: (text: string) => void;
  /** The answer to a question; undefined where nobody can be asked. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** The text in a colour, where the terminal shows one. */
  readonly coloured: (colour: Colour, text: string) => string;
  /** Whether a person sits there who can be asked. */
  readonly isInteractive: boolean;
};

const CLEAR_LINE = "\r\u001b[K";

/** The process's own terminal; answers go to stdout, all else to stderr. */
export const processTerminal = (): Terminal => ({
  print: (text) => void process.stdout.write(`${text}\n`),
  warn: (text) => void process.stderr.write(`${text}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`${CLEAR_LINE}${text}`);
  },
  ask: async (question) => {
    if (!process.stdin.isTTY) return undefined;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  },
  coloured: (colour, text) => styleText(colour, text, { stream: process.stdout }),
  isInteractive: process.stdin.isTTY === true,
});
