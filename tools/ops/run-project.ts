import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { type ExitCode, exitCodesHelp, runCommandLine } from "../command-line";
import { tell } from "./cli/answer";
import type { Terminal } from "./cli/terminal";
import { namedStack, withStackOptions } from "./connect/named-stack";
import { checkCommand } from "./project/check/check-command";
import { editCommand, limitsCommand, removeCommand } from "./project/edit-command";
import { listCommand } from "./project/list-command";
import { newCommand } from "./project/new/new-command";
import type { AtDesk } from "./project/project-command";
import { rotateKeyCommand } from "./project/rotate-key";
import { rotateWebhookSecretCommand } from "./project/rotate-webhook-secret";
import { sendTestCommand } from "./project/send-test/send-test-command";
import { disableCommand, enableCommand } from "./project/status-command";
import { readStackFile } from "./stack-file/stack-file";

const commands: readonly ((atDesk: AtDesk) => CommandUnknownOpts)[] = [
  newCommand,
  editCommand,
  limitsCommand,
  removeCommand,
  listCommand,
  checkCommand,
  disableCommand,
  enableCommand,
  rotateKeyCommand,
  rotateWebhookSecretCommand,
  sendTestCommand,
];

/** `npm run project`: the commands for the projects of the program in `folder`. */
export const runProject = (folder: string, argv: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const program = withStackOptions("npm run project --")
    .description("Projects of one stack: its config (Pulumi.NAME.yaml), and what is in effect.")
    .option("--json", "answers in JSON", false)
    .addHelpText("after", exitCodesHelp);
  const atDesk: AtDesk = async (work) => {
    const { json, ...given } = program.opts();
    const named = namedStack(given, folder);
    const file = readStackFile(folder, named.stack);
    await tell(await work({ folder, named, file, json, terminal }), json, terminal);
  };
  for (const command of commands) program.addCommand(command(atDesk));
  return runCommandLine(program, argv, terminal);
};
