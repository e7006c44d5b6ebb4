import { type Arguments, type Options, readArguments } from "./arguments";
import type { CliCommand, CliProgram, frameOptions } from "./cli-program";
import type { Terminal } from "./terminal";
import { WrongUsage } from "./wrong-usage";

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
