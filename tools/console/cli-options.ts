import { resolve } from "node:path";
import { exitCodesHelp, portNumber, readCommandLine } from "../command-line";
import { type NamedStack, namedStack, withStackOptions } from "../ops/connect/named-stack";

/** `npm run console`, which does nothing yet. */
export const consoleCommand = () =>
  withStackOptions("npm run console --")
    .description(
      "Opens a console on 127.0.0.1 for a deployed stack, with your ordinary AWS credentials; Ctrl-C ends it. For the local engine it tells the address of the console that npm start has opened already.",
    )
    .option("--port <n>", "port of the console on 127.0.0.1; 0 takes any free one", portNumber, 4020)
    .option(
      "--allow-actions",
      "lets the console redrive, settle, resume and switch projects; without it, it only looks",
      false,
    )
    .option("--reveal", "shows names, addresses and texts; without it, they are masked", false)
    .option("--open", "opens the browser", false)
    .addHelpText(
      "after",
      `
It reads DynamoDB, SQS attributes, CloudWatch metrics and alarms, and CloudWatch Logs. Every action is recorded in
.local/console-actions-NAME.jsonl, with your name, the time and the reason.${exitCodesHelp}`,
    );

/** What `npm run console` was asked to do. */
export type ConsoleCliOptions = NamedStack & {
  readonly port: number;
  readonly allowActions: boolean;
  readonly reveal: boolean;
  readonly open: boolean;
};

export const consoleOptions = (
  { stack, ready, region, ...rest }: ReturnType<ReturnType<typeof consoleCommand>["opts"]>,
  folder = resolve(__dirname, "../.."),
): ConsoleCliOptions => ({
  ...rest,
  ...namedStack({ stack, ready, region }, folder),
});

/** Reads the command line of `npm run console`; throws `WrongUsage`. */
export const readConsoleOptions = (argv: readonly string[]): ConsoleCliOptions =>
  consoleOptions(readCommandLine(consoleCommand(), argv).opts());
