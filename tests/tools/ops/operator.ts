import type { Test } from "uvu";
import * as assert from "uvu/assert";
import type { Terminal } from "../../../tools/ops/cli/terminal";

/** What an operator sees of a command that has ended. */
export type Ran = {
  readonly code: number;
  readonly printed: readonly string[];
  readonly warned: readonly string[];
  readonly asked: readonly string[];
  /** All that was printed and warned of. */
  readonly text: string;
};

/** Runs a command on a terminal where a person gives one answer to every question, or the answers in their order, or nobody sits. */
export const runAt = async (
  run: (terminal: Terminal) => Promise<number>,
  answer?: string | readonly string[],
): Promise<Ran> => {
  const [printed, warned, asked]: readonly [string[], string[], string[]] = [[], [], []];
  const code = await run({
    print: (text) => void printed.push(text),
    warn: (text) => void warned.push(text),
    progress: () => undefined,
    ask: async (question) => {
      asked.push(question);
      return typeof answer === "string" ? answer : answer?.[asked.length - 1];
    },
    coloured: (_, text) => text,
    isInteractive: answer !== undefined,
    columns: undefined,
  });
  return { code, printed, warned, asked, text: [...printed, ...warned].join("\n") };
};

/** Command lines that make no sense, by what is wrong with them, and what is said then. */
export type Wrong = Readonly<Record<string, readonly [argv: readonly string[], text: RegExp]>>;

/** Tests that each is refused as wrong usage, in words, and that nothing has happened. */
export const testWrongUsage = (test: Test, wrong: Wrong, run: (argv: readonly string[]) => Promise<Ran>): void => {
  for (const [title, [argv, text]] of Object.entries(wrong))
    test(`${title} is wrong usage, said in words`, async () => {
      const { code, printed, warned } = await run(argv);
      assert.is(code, 2);
      assert.match(warned.join("\n"), text);
      assert.equal(printed, []);
    });
};

/** Does something while the process has these environment variables. */
export const withEnvironment = async <A>(
  values: Readonly<Record<string, string | undefined>>,
  use: () => Promise<A>,
): Promise<A> => {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  const put = (all: typeof values): void => {
    for (const [name, value] of Object.entries(all)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  put(values);
  try {
    return await use();
  } finally {
    put(before);
  }
};
