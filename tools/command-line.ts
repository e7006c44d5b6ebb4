import {
  CommanderError,
  type CommandUnknownOpts,
  Help,
  InvalidArgumentError,
  type Option,
} from "@commander-js/extra-typings";

/** 0 done, 1 not done, 2 wrong usage, 130 ended by Ctrl-C. */
export type ExitCode = 0 | 1 | 2 | 130;

/** The end of a program's help. */
export const exitCodesHelp =
  "\nExit code: 0 done, 1 not done (the answer says why), 2 wrong usage, 130 ended by Ctrl-C.";

const unicodeEscape = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Green, yellow, red and their end: what this program itself tells a terminal. */
const COLOURS = ["32", "33", "31", "39"].map((code) => `\u001b[${code}m`);

/** Text in which no character of the data's steers the terminal or turns the line around; as an escape it is as good in JSON. */
export const visible = (text: string): string =>
  text.replace(/([^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069])(\[3[1239]m)?/gu, (all, mark, rest = "") =>
    COLOURS.includes(all) ? all : `${unicodeEscape(mark)}${rest}`,
  );

/** The same of a value that stands in one line, and must not begin another. */
export const inOneLine = (text: string): string => visible(text).replace(/[\n\t]/g, unicodeEscape);

/** Where help, answers and errors go, each a text of one or more lines. */
export type Output = { readonly print: (text: string) => void; readonly warn: (text: string) => void };

export const processOutput: Output = {
  print: (text) => void process.stdout.write(`${visible(text)}\n`),
  warn: (text) => void process.stderr.write(`${visible(text)}\n`),
};

/** The command line makes no sense; the message names the option and says what is wrong with it. */
export class WrongUsage extends Error {}

/** What was asked for was not done; without words where an answer has said why. */
export class NotDone extends Error {}

/** A run that goes on until Ctrl-C has come to its end, in order. */
export class EndedByCtrlC extends Error {}

/** In place of what the AWS SDK says of its own insides, by an error's name or message. */
const plainly: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    "no AWS credentials: aws sso login and AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  "Region is missing": "no AWS region: --region, or aws:region in the config of the stack",
};

/** What an error says; of one that only wraps another, what that says. */
export const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause } = error;
  if (cause !== undefined && (message === "" || message === "fetch failed")) return wordsOf(cause);
  if (error instanceof AggregateError && message === "") return wordsOf(error.errors[0]);
  return plainly[name] ?? plainly[message] ?? (message || name);
};

const WIDTH = 120;

const fullName = (command: CommandUnknownOpts): string =>
  command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;

const NOT_WORTH_TELLING = ["false", "{}", '""'];

/** An option's words, with its default where that says something. */
const optionDescription = (option: Option): string =>
  NOT_WORTH_TELLING.includes(JSON.stringify(option.defaultValue))
    ? option.description
    : new Help().optionDescription(option);

/** Lets the library tell and throw instead of writing to the process and ending it. */
const setUp = (command: CommandUnknownOpts, output: Output): void => {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.print(text.trimEnd()),
      writeErr: (text) => output.warn(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, "")),
      getOutHelpWidth: () => WIDTH,
      getErrHelpWidth: () => WIDTH,
    })
    .configureHelp({ showGlobalOptions: true, optionDescription })
    .showHelpAfterError(`${fullName(command)} --help tells more`);
  for (const one of command.commands) setUp(one, output);
};

const exitCodeOf = (error: unknown, command: CommandUnknownOpts, { warn }: Output): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof EndedByCtrlC) return 130;
  if (error instanceof Error && error.name === "AbortError") {
    warn("\nEnded by Ctrl-C; nothing was changed.");
    return 130;
  }
  const text = wordsOf(error);
  if (error instanceof WrongUsage) {
    warn(`${text}\n${fullName(command)} --help tells more`);
    return 2;
  }
  if (!(error instanceof NotDone && error.message === "")) warn(`Not done: ${text}`);
  return 1;
};

/** Does what a command line asks for. Whatever goes wrong ends here, in words and an exit code. */
export const runCommandLine = async (
  command: CommandUnknownOpts,
  argv: readonly string[],
  output: Output = processOutput,
): Promise<ExitCode> => {
  setUp(command, output);
  let asked = command;
  command.hook("preSubcommand", (_, subcommand) => {
    asked = subcommand;
  });
  try {
    await command.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    return exitCodeOf(error, asked, output);
  }
};

/** Does what the command line of this process asks for. */
export const runProcess = async (command: CommandUnknownOpts): Promise<void> => {
  process.exitCode = await runCommandLine(command, process.argv.slice(2));
};

/** Reads a command line and does nothing; throws `WrongUsage`. */
export const readCommandLine = <C extends CommandUnknownOpts>(command: C, argv: readonly string[]): C => {
  const told: string[] = [];
  setUp(command, { print: () => undefined, warn: (text) => void told.push(text) });
  try {
    command.parse(argv, { from: "user" });
    return command;
  } catch (error) {
    throw error instanceof CommanderError ? new WrongUsage(told.join("\n")) : error;
  }
};

/** Reads a whole number within bounds. */
export const wholeNumber =
  (least: number, most = 999_999_999) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };

/** Reads a port to listen on; 0 takes any free one. */
export const portNumber = wholeNumber(0, 65_535);

/** Reads text that is not blank: a path, a reason. */
export const nonBlank = (text: string): string => {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("Expected text that is not blank.");
};

/** Reads an option that may be repeated. */
export const repeated = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** Reads KEY=VALUE, which may be repeated. The message keeps the text to itself: it may be a secret. */
export const keyAndValue =
  (option: string) =>
  (text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const split = text.indexOf("=");
    if (split < 1) throw new WrongUsage(`${option}: expected KEY=VALUE`);
    return { ...before, [text.slice(0, split)]: text.slice(split + 1) };
  };
