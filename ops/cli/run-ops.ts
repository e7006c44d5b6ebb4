import { eraseCommand } from "../erase/erase-command";
import { redriveCommand } from "../redrive/redrive-command";
import { resumeCommand } from "../resume/resume-command";
import { settleCommand } from "../settle/settle-command";
import { showCommand } from "../show/show-command";
import { stuckCommand } from "../stuck/stuck-command";
import type { CliProgram } from "./cli-program";
import { generalHelp, helpOf } from "./help-text";
import { onStack } from "./on-stack";
import { opsOptions } from "./ops-options";
import { type ExitCode, runCli } from "./run-cli";
import type { Terminal } from "./terminal";

const program: CliProgram<typeof opsOptions> = {
  script: "ops",
  help: generalHelp,
  options: opsOptions,
  everywhere: ["stack", "ready", "region", "json", "help"],
  commands: {
    stuck: { help: helpOf.stuck, options: ["quick", "failed", "limit"], prepare: onStack(stuckCommand) },
    show: { help: helpOf.show, options: ["reveal"], prepare: onStack(showCommand) },
    settle: { help: helpOf.settle, options: ["reason", "message-id", "yes"], prepare: onStack(settleCommand) },
    redrive: {
      help: helpOf.redrive,
      options: ["limit", "dry-run", "include-malformed", "remove-failed"],
      prepare: onStack(redriveCommand),
    },
    resume: { help: helpOf.resume, options: ["reason"], prepare: onStack(resumeCommand) },
    erase: {
      help: helpOf.erase,
      options: ["recipient", "company", "project", "reason", "quick", "openai-url", "yes"],
      prepare: onStack(eraseCommand),
    },
  },
};

/** `npm run ops`: the operator's commands for conversations and queues. */
export const runOps = (argv: readonly string[], terminal: Terminal): Promise<ExitCode> =>
  runCli(program, argv, terminal);
