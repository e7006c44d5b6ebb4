import { type CliProgram, type ExitCode, runCli } from "./cli/run-cli";
import type { Terminal } from "./cli/terminal";
import { checkCommand } from "./project/check/check-command";
import { rotateKeyCommand } from "./project/keys/rotate-key";
import { listCommand } from "./project/list-command";
import { newCommand } from "./project/new/new-command";
import { projectOptions, sharedHelp } from "./project/project-options";
import { sendTestCommand } from "./project/send-test/send-test-command";
import { disableCommand, enableCommand } from "./project/status-command";

/** What `npm run project` can do. */
export const generalHelp = `Projects of one stack: its config (Pulumi.NAME.yaml), and what is in effect.

  npm run project -- COMMAND [options]      npm run project -- COMMAND --help tells more

  new                          adds a project to the config; asks for what the options leave out
  list                         lists the projects of the config
  check [PROJECT]              compares what is in effect with the config; a table of what is right and wrong
  disable PROJECT              has a project's requests refused, at once
  enable PROJECT               takes them again
  rotate-key PROJECT           adds a second key; with --finish removes the first; with --show prints the keys
  send-test PROJECT            sends one message through the API and follows it to its end

${sharedHelp}`;

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
