import type { CliProgram } from "../cli/cli-program";
import { type ExitCode, runCli } from "../cli/run-cli";
import type { Terminal } from "../cli/terminal";
import { checkCommand } from "./check/check-command";
import { generalHelp } from "./general-help";
import { rotateKeyCommand } from "./keys/rotate-key-command";
import { listCommand } from "./list/list-command";
import { newCommand } from "./new/new-command";
import { projectOptions } from "./project-options";
import { sendTestCommand } from "./send-test/send-test-command";
import { disableCommand, enableCommand } from "./status/status-command";

const programIn = (folder: string): CliProgram<typeof projectOptions> => ({
  script: "project",
  help: generalHelp,
  options: projectOptions,
  everywhere: ["stack", "ready", "region", "json", "help"],
  commands: {
    new: newCommand(folder),
    list: listCommand(folder),
    check: checkCommand(folder),
    disable: disableCommand(folder),
    enable: enableCommand(folder),
    "rotate-key": rotateKeyCommand(folder),
    "send-test": sendTestCommand(folder),
  },
});

/** `npm run project`: the commands for the projects of the program in `folder`. */
export const runProject = (folder: string, argv: readonly string[], terminal: Terminal): Promise<ExitCode> =>
  runCli(programIn(folder), argv, terminal);
