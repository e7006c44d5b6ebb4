import { parseArgs } from "node:util";

export const benchHelp = `Measures packages, cold loads, the router's time, the processor's rate, calls, growth and starts, and writes
tables, figures and a chart to docs/performance/. Ends with 1 if a limit does not hold.

  npm run bench                 all of it, within ten minutes
  npm run bench -- --quick      fewer rounds, without growth and whole programs, in about a minute; writes nothing unless --write is given
  npm run bench -- --write DIR  another folder to write to
  npm run bench -- --help       this text
`;

export type BenchOptions = { readonly help: boolean; readonly quick: boolean; readonly folder: string | undefined };

/** What the command line asks for; an error names what it does not know. */
export const readBenchOptions = (args: readonly string[]): BenchOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean", short: "h" }, quick: { type: "boolean" }, write: { type: "string" } },
  });
  const { help = false, quick = false, write } = values;
  if (write === "") throw new Error("--write: expected a folder");
  return { help, quick, folder: write ?? (quick ? undefined : "docs/performance") };
};
