import { type Command, type OpsArguments, opsOptions } from "./cli/ops-options";
import { placeOf } from "./cli/place-of";
import { type CliCommand, type CliProgram, type ExitCode, runCli } from "./cli/run-cli";
import type { Terminal } from "./cli/terminal";
import { connect } from "./connect/connect";
import { redriveCommand } from "./conversations/redrive";
import { resumeCommand } from "./conversations/resume";
import { settleCommand } from "./conversations/settle";
import { showCommand } from "./conversations/show";
import { stuckCommand } from "./conversations/stuck";
import { eraseCommand } from "./erase/erase-command";

const shared = `  --stack local    the engine that npm start runs from this folder; --ready FILE: another one, which wrote FILE
                   (npm start -- --ready FILE)
  --stack NAME     a deployed stack, by the names that its program gives (ai-multi-comms-…-NAME),
                   with ordinary AWS credentials
  --region REGION  its region; else the one that the AWS configuration names
  --json           answers in JSON
  --help           shows this

Exit code: 0 done, 1 not done (the answer says why), 2 wrong usage.
`;

/** What `npm run ops` can do. */
export const generalHelp = `Operator's commands for one stack.

  npm run ops -- COMMAND [options]      npm run ops -- COMMAND --help tells more

  stuck                                 lists the conversations that are not final, and why
  show CONVERSATION_ID                  shows one conversation
  settle CONVERSATION_ID OUTCOME        settles a conversation of which nobody knows whether it was sent
  redrive CHANNEL                       moves a channel's dead letters back to its queue
  resume CONVERSATION_ID                queues a fresh message for a conversation whose own is gone
  erase --recipient ADDRESS             erases one person's data

${shared}`;

const stuck = `Lists the conversations that are not final: who moves each on (NEEDS), and why.

  npm run ops -- stuck [options]

  NEEDS is "settle" (an operator decides), "redrive" (mend the cause, then redrive the channel, or resume the conversation) or "time" (it goes on by itself).

  --quick          reads the sweeper's index only: cheap at any size, but it lists nothing that needs an operator.
                   Without it the status index is read in full, keys only: about 0.02 read units per conversation stored
  --failed         lists what has failed for good, too
  --limit N        shows at most N rows (default 50)
${shared}`;

const show = `Shows one conversation: progress, attempts, delivery, failures, settlements. Personal data is masked.

  npm run ops -- show CONVERSATION_ID [options]

  The id does not hold the recipient's address, which the table's key needs. It is found by the guard of the request
  (one read), else through company-id-project-id-index (reads all conversations of the project); the answer says which.

  --reveal         shows names, address, texts and project data
${shared}`;

const settle = `Settles a conversation that is uncertain: nobody knows whether the carrier took its message.

  npm run ops -- settle CONVERSATION_ID sent|resend|failed --reason "why" [options]

  sent             the carrier has it (look there first): recorded as sent
  resend           the carrier does not have it: drafted again, and a fresh message is queued
  failed           it shall not be sent: recorded as failed for good

  --reason TEXT    why; kept on the record with the time and who settled it. No personal data, please
  --message-id ID  with sent: the carrier's id of the message
  --yes            does not ask for confirmation
${shared}`;

const redrive = `Moves the messages of a channel's dead-letter queue back to its queue, each at most once.

  npm run ops -- redrive whatsapp|sms|email [options]

  --limit N            moves at most N messages
  --dry-run            only counts what would be moved
  --include-malformed  moves messages too that are no context objects; they would come back
  --remove-failed      deletes messages whose conversation has failed for good (moved back, they would only
                       return); the record keeps the reason
${shared}`;

const resume = `Queues a fresh message, rebuilt from the record, for a conversation that is accepted or drafted.

  npm run ops -- resume CONVERSATION_ID --reason "what was mended"

  For what \`stuck\` shows as "redrive" when its message is in no dead-letter queue: it has expired there, or the sweeper
  gave up because its workers kept ending. Where the message is still somewhere, the claim lets one of the two through.

  --reason TEXT        kept on the record with the time and who resumed it
${shared}`;

const erase = `Erases one person's data: every conversation with the address, and what OpenAI keeps of it.

  npm run ops -- erase --recipient ADDRESS --reason "why" [options]

  Leaves a tombstone (a keyed hash) with each request, so that nothing of it is sent or stored again. What is in flight is
  refused by name: run it again later. It can be stopped anywhere and repeated. The answer says what lies outside its reach.

  --recipient ADDRESS  a telephone number (E.164), or an email address: the part before the @ as the client gave it
  --company ID         only this company's conversations
  --project ID         only this project's; goes with --company
  --reason TEXT        kept with the tombstones, the time and who erased. No personal data, please
  --quick              does not search for requests that have left a guard and no record. Without it their guards are
                       read: all of the project's if one is named, else the whole table
  --openai-url ORIGIN  where OpenAI is (default https://api.openai.com, or the local engine's)
  --yes                does not ask for confirmation
${shared}`;

export const helpOf = { stuck, show, settle, redrive, resume, erase } as const;

/** Lets a command work on the stack that the command line names, and closes the connection behind it. */
export const onStack =
  (make: (given: OpsArguments) => Command): CliCommand<typeof opsOptions>["prepare"] =>
  (given) => {
    const command = make(given);
    const place = placeOf(given.values);
    return async (terminal) => {
      const connection = await connect(place, terminal.warn);
      try {
        return await command(connection.env, terminal);
      } finally {
        connection.close();
      }
    };
  };

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
