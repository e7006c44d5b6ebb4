import { type Connection, connect, type Place } from "../connect/connect";
import { redriveCommand } from "../redrive/redrive-command";
import { resumeCommand } from "../resume/resume-command";
import { settleCommand } from "../settle/settle-command";
import { showCommand } from "../show/show-command";
import { stuckCommand } from "../stuck/stuck-command";
import { type Arguments, readArguments } from "./arguments";
import type { Command } from "./command";
import { generalHelp, helpOf } from "./help-text";
import { placeOf } from "./place-of";
import type { Terminal } from "./terminal";
import { WrongUsage } from "./wrong-usage";

export type ExitCode = 0 | 1 | 2;

const commands: Readonly<Record<string, (given: Arguments) => Command>> = {
  stuck: stuckCommand,
  show: showCommand,
  settle: settleCommand,
  redrive: redriveCommand,
  resume: resumeCommand,
};

const commandOf = (given: Arguments): Command => {
  const make = commands[given.command ?? ""];
  if (make === undefined) throw new WrongUsage(`there is no command "${given.command ?? ""}"`);
  return make(given);
};

const understood = (argv: readonly string[]): Arguments => {
  try {
    return readArguments(argv);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
};

const connected = async (
  place: Place,
  warn: Terminal["warn"],
  use: (connection: Connection) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const connection = await connect(place, warn);
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
};

const perform = async (argv: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const given = understood(argv);
  const { command, values } = given;
  if (values.help || command === undefined) {
    terminal.print(helpOf[command ?? ""] ?? generalHelp);
    return values.help ? 0 : 2;
  }
  const run = commandOf(given);
  return connected(placeOf(values), terminal.warn, async ({ env }) => {
    const { text, data, done } = await run(env, terminal);
    if (values.json) terminal.print(JSON.stringify(data, null, 2));
    else (done ? terminal.print : terminal.warn)(text);
    return done ? 0 : 1;
  });
};

/** Does what the command line asks for; every failure ends in words and an exit code. */
export const runOps = async (argv: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  try {
    return await perform(argv, terminal);
  } catch (error) {
    const text = error instanceof Error ? error.message || error.name : String(error);
    if (error instanceof WrongUsage) {
      terminal.warn(`${text}\nnpm run ops -- --help lists the commands`);
      return 2;
    }
    terminal.warn(`Not done: ${text}`);
    return 1;
  }
};
