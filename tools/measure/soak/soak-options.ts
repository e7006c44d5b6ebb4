import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { exitCodesHelp, readCommandLine, wholeNumber } from "../../command-line";

const percent = (text: string): number => {
  const value = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 100) return value;
  throw new InvalidArgumentError("Expected a percentage from 0 to 100.");
};

/** `npm run soak`, which does nothing yet. Rates are percentages of the requests, or of the calls that they concern. */
export const soakCommand = () =>
  new Command("npm run soak --")
    .description(
      "Sends many requests through the local engine while things fail, and compares what came of them: over three channels and two projects.",
    )
    .argument("[count]", "requests", wholeNumber(1, 1_000_000), 2_000)
    .option("--clients <n>", "requests under way at once", wholeNumber(1, 500), 8)
    .option("--seed <n>", "the run's chances; timing stays the machine's", wholeNumber(1, 9_999_999), 1)
    .option("--retries <p>", "percent of the requests that a client sends twice", percent, 10)
    .option("--duplicates <p>", "percent of the requests whose queue message comes twice", percent, 5)
    .option("--kills <p>", "kills of a function's workers (SIGKILL), as percent of the requests", percent, 1)
    .option("--throttled <p>", "percent of the calls to every provider that are answered 429", percent, 2)
    .option("--lost-answers <p>", "percent of the sends that the carrier takes and whose answer is lost", percent, 1)
    .addHelpText("after", `\nNot done means any discrepancy.${exitCodesHelp}`);

export type SoakOptions = ReturnType<ReturnType<typeof soakCommand>["opts"]> & { readonly count: number };

/** Reads the command line of `npm run soak`; throws `WrongUsage`. */
export const readSoakOptions = (argv: readonly string[]): SoakOptions => {
  const command = readCommandLine(soakCommand(), argv);
  return { ...command.opts(), count: command.processedArgs[0] };
};
