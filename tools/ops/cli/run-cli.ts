import type { Answer } from "./answer";
import { type Arguments, type Options, readArguments, WrongUsage } from "./arguments";
import type { Terminal } from "./terminal";

/** A command that has understood its arguments. */
export type Performance = (terminal: Terminal) => Promise<Answer>;

export type CliCommand<O extends Options> = {
  readonly help: string;
  /** Its options beside those that every command has. */
  readonly options: readonly (keyof O & string)[];
  /** Throws `WrongUsage` for arguments that make no sense. */
  readonly prepare: (given: Arguments<O>) => Performance;
};

/** What an operator can type behind one npm script. */
export type CliProgram<O extends Options> = {
  readonly script: string;
  readonly help: string;
  readonly options: O;
  readonly everywhere: readonly (keyof O & string)[];
  readonly commands: Readonly<Record<string, CliCommand<O>>>;
};

/** The options that every program has. */
export const frameOptions = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** 0 done, 1 not done, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

type Framed = Options & typeof frameOptions;

const commandOf = <O extends Framed>({ commands }: CliProgram<O>, name: string): CliCommand<O> => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new WrongUsage(`there is no command "${name}"`);
  return command;
};

const refuseStrangeOptions = <O extends Framed>(
  { everywhere }: CliProgram<O>,
  name: string,
  { options }: CliCommand<O>,
  { values }: Arguments<O>,
): void => {
  const strange = Object.keys(values).find((given) => ![...everywhere, ...options].includes(given));
  if (strange !== undefined) throw new WrongUsage(`${name} has no option --${strange}`);
};

const perform = async <O extends Framed>(
  program: CliProgram<O>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> => {
  const given = readArguments(program.options, argv);
  if (given.command === undefined) {
    terminal.print(program.help);
    return given.values.help ? 0 : 2;
  }
  const command = commandOf(program, given.command);
  if (given.values.help) {
    terminal.print(command.help);
    return 0;
  }
  refuseStrangeOptions(program, given.command, command, given);
  const { text, data, done, afterwards } = await command.prepare(given)(terminal);
  if (given.values.json) terminal.print(JSON.stringify(data, null, 2));
  else (done ? terminal.print : terminal.warn)(text);
  await afterwards?.();
  return done ? 0 : 1;
};

/** Does what the command line asks for; every failure ends in words and an exit code. */
export const runCli = async <O extends Framed>(
  program: CliProgram<O>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> => {
  try {
    return await perform(program, argv, terminal);
  } catch (error) {
    const text = error instanceof Error ? error.message || error.name : String(error);
    if (error instanceof WrongUsage) {
      terminal.warn(`${text}\nnpm run ${program.script} -- --help lists the commands`);
      return 2;
    }
    terminal.warn(`Not done: ${text}`);
    return 1;
  }
};
