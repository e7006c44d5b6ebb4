import { resolve } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { type ExitCode, exitCodesHelp, runCommandLine } from "../command-line";
import { type OnStack, tell } from "./cli/answer";
import type { Terminal } from "./cli/terminal";
import { connect } from "./connect/connect";
import { namedStack, withStackOptions } from "./connect/named-stack";
import { consentCommand, liftCommand, suppressCommand } from "./consent/consent-commands";
import { cancelCommand } from "./conversations/cancel";
import { findCommand } from "./conversations/find";
import { redriveCommand } from "./conversations/redrive";
import { reopenCommand } from "./conversations/reopen";
import { resumeCommand } from "./conversations/resume";
import { settleCommand } from "./conversations/settle";
import { showCommand } from "./conversations/show";
import { statusCommand } from "./conversations/status";
import { stuckCommand } from "./conversations/stuck";
import { eraseCommand } from "./erase/erase-command";

const commands: readonly ((onStack: OnStack) => CommandUnknownOpts)[] = [
  statusCommand,
  stuckCommand,
  findCommand,
  showCommand,
  settleCommand,
  redriveCommand,
  resumeCommand,
  reopenCommand,
  cancelCommand,
  eraseCommand,
  suppressCommand,
  liftCommand,
  consentCommand,
];

/** `npm run ops`: the operator's commands for conversations, queues and opt-outs. */
export const runOps = (
  argv: readonly string[],
  terminal: Terminal,
  folder = resolve(__dirname, "../.."),
): Promise<ExitCode> => {
  const program = withStackOptions("npm run ops --")
    .description("Operator's commands for one stack.")
    .option("--json", "answers in JSON", false)
    .addHelpText("after", exitCodesHelp);
  const onStack: OnStack = async (work) => {
    const { json, ...named } = program.opts();
    const { env, close } = await connect(namedStack(named, folder), terminal.warn);
    try {
      await tell(await work(env, terminal), json, terminal);
    } finally {
      close();
    }
  };
  for (const command of commands) program.addCommand(command(onStack));
  return runCommandLine(program, argv, terminal);
};
