import { Command } from "@commander-js/extra-typings";
import { exitCodesHelp, nonBlank, readCommandLine } from "../../command-line";

/** `npm run bench`, which does nothing yet. */
export const benchCommand = () =>
  new Command("npm run bench --")
    .description(
      "Measures packages, cold loads, the router's time, the processor's rate, calls, growth and starts, within ten minutes, and writes tables, figures and a chart to docs/performance/.",
    )
    .option(
      "--quick",
      "fewer rounds, without growth and whole programs, in about a minute; writes nothing unless --write is given",
      false,
    )
    .option("--tests", "also how long the whole of npm test takes, which is minutes", false)
    .option("--write <dir>", "another folder to write to", nonBlank)
    .addHelpText("after", `\nNot done means that a limit does not hold.${exitCodesHelp}`);

export type BenchOptions = { readonly quick: boolean; readonly tests: boolean; readonly folder: string | undefined };

export const benchOptions = ({
  quick,
  tests,
  write,
}: ReturnType<ReturnType<typeof benchCommand>["opts"]>): BenchOptions => ({
  quick,
  tests,
  folder: write ?? (quick ? undefined : "docs/performance"),
});

/** Reads the command line of `npm run bench`; throws `WrongUsage`. */
export const readBenchOptions = (argv: readonly string[]): BenchOptions =>
  benchOptions(readCommandLine(benchCommand(), argv).opts());
