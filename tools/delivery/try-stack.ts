import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { Argument, Command } from "@commander-js/extra-typings";
import { exitCodesHelp, NotDone, runProcess } from "../command-line";
import { environmentOf } from "./stack-environment";

const project = resolve(__dirname, "../..");

const suites = {
  smoke: "^e2e/smoke\\.test\\.ts$",
  e2e: "^e2e/.*\\.test\\.ts$",
  integration: "^integration/.*\\.test\\.ts$",
} as const;

const kinds = ["smoke", "e2e", "integration"] as const satisfies readonly (keyof typeof suites)[];

const run = (pattern: string, environment: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [join(project, "tools/main/test-group.cjs"), pattern], {
      cwd: project,
      env: environment,
      stdio: "inherit",
    });
    child.on("close", (code) => done(code ?? 1));
  });

void runProcess(
  new Command(`npm run test:${process.argv[2]} --`)
    .usage("[options]")
    .description("Tries a running stack over HTTP and the AWS APIs, and removes afterwards what it has left there.")
    .addArgument(new Argument("<kind>", "named by the npm script").choices(kinds))
    .option("--stack <name>", "takes what the environment does not say from the outputs of this stack (npx pulumi)")
    .option("--ready <file>", "takes it from the ready file of a local engine")
    .option(
      "--project <company/name>",
      "the project to use (default: ci-smoke/pi-smoke, simulated, so that nobody gets a message)",
    )
    .addHelpText(
      "after",
      `
npm run test:smoke        one message per channel
npm run test:e2e          the API as clients use it
npm run test:integration  tables and queues, with the operator's AWS credentials

Without --stack and --ready everything comes from the environment: AI_MULTI_COMMS_API_URL, _API_KEY, _COMPANY_ID,
_PROJECT_ID, _COMPANY_TABLE, _CONVERSATIONS_TABLE, _WHATSAPP_QUEUE_URL, _SMS_QUEUE_URL, _EMAIL_QUEUE_URL,
and AWS_REGION with AWS's usual variables.
${exitCodesHelp}`,
    )
    .action(async (kind, where) => {
      const code = await run(suites[kind], await environmentOf(where, process.env));
      if (code !== 0) throw new NotDone();
    }),
);
