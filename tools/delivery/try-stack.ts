import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { environmentOf } from "./stack-environment";

const project = resolve(__dirname, "../..");

const suitesOf: Readonly<Record<string, string>> = {
  smoke: "^e2e/smoke\\.test\\.ts$",
  e2e: "^e2e/.*\\.test\\.ts$",
  integration: "^integration/.*\\.test\\.ts$",
};

const helpText = `Tries a running stack over HTTP and the AWS APIs, and removes afterwards what it has left there.

  npm run test:smoke        -- [options]   one message per channel
  npm run test:e2e          -- [options]   the API as clients use it
  npm run test:integration  -- [options]   tables and queues, with the operator's AWS credentials

  --stack NAME             takes what the environment does not say from the outputs of this stack (npx pulumi)
  --ready FILE             takes it from the ready file of a local engine
  --project COMPANY/NAME   the project to use (default: ci-smoke/pi-smoke, simulated, so that nobody gets a message)
  --help                   shows this

Without --stack and --ready everything comes from the environment: AI_MULTI_COMMS_API_URL, _API_KEY, _COMPANY_ID,
_PROJECT_ID, _COMPANY_TABLE, _CONVERSATIONS_TABLE, _WHATSAPP_QUEUE_URL, _SMS_QUEUE_URL, _EMAIL_QUEUE_URL,
and AWS_REGION with AWS's usual variables.
`;

const options = {
  stack: { type: "string" },
  ready: { type: "string" },
  project: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const run = (pattern: string, environment: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [join(project, "tools/main/test-group.cjs"), pattern], {
      cwd: project,
      env: environment,
      stdio: "inherit",
    });
    child.on("close", (code) => done(code ?? 1));
  });

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const pattern = suitesOf[positionals[0] ?? ""];
  if (values.help) {
    console.log(helpText);
    return 0;
  }
  if (pattern === undefined || positionals.length > 1)
    throw new Error(`expected one of ${Object.keys(suitesOf).join(", ")}`);
  return run(pattern, await environmentOf(values, process.env));
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(`Not tried: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  },
);
