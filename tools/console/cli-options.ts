import { parseArgs } from "node:util";

/** What `npm run console` was asked to do. */
export type ConsoleCliOptions = {
  readonly help: boolean;
  readonly stack: string;
  readonly ready: string | undefined;
  readonly region: string | undefined;
  readonly port: number;
  readonly allowActions: boolean;
  readonly reveal: boolean;
  readonly open: boolean;
};

export const DEFAULT_CONSOLE_PORT = 4020;

const declared = {
  help: { type: "boolean", short: "h" },
  stack: { type: "string" },
  ready: { type: "string" },
  region: { type: "string" },
  port: { type: "string" },
  "allow-actions": { type: "boolean" },
  reveal: { type: "boolean" },
  open: { type: "boolean" },
} as const;

export const consoleHelp = `Opens a console on 127.0.0.1 for a deployed stack, with your ordinary AWS credentials. Ctrl-C ends it.

  npm run console -- --stack NAME [options]

  --stack NAME      a deployed stack, by the names that its program gives (ai-multi-comms-…-NAME);
                    "local" tells the address of the console that npm start has opened already
  --ready FILE      the local engine that wrote FILE
  --region REGION   the stack's region; else the one that the AWS configuration names
  --port N          port of the console on 127.0.0.1 (default ${DEFAULT_CONSOLE_PORT}; 0 takes any free one)
  --allow-actions   lets the console redrive, settle, resume and switch projects; without it, it only looks
  --reveal          shows names, addresses and texts; without it, they are masked
  --open            opens the browser
  --help            shows this

It reads DynamoDB, SQS attributes, CloudWatch metrics and alarms, and CloudWatch Logs. Every action is recorded in
.local/console-actions-NAME.jsonl, with your name, the time and the reason.
`;

const portOf = (text: string | undefined): number => {
  if (text === undefined) return DEFAULT_CONSOLE_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new Error(`--port ${text}: expected a number from 0 (any free port) to 65535`);
};

const stackOf = (stack: string | undefined, ready: string | undefined, help: boolean): string => {
  if (ready !== undefined && (stack ?? "local") !== "local")
    throw new Error(`--ready is for the local engine, --stack ${stack} for a deployed stack: give one of them`);
  if (stack === undefined && ready === undefined && !help)
    throw new Error("which stack? --stack NAME for a deployed one; npm start opens the local engine's console itself");
  const name = stack ?? "local";
  if (!/^[A-Za-z0-9._-]+$/.test(name)) throw new Error(`--stack ${name}: expected the name of a stack`);
  return name;
};

/** Reads the command line; throws in plain words what is wrong with it. */
export const readConsoleOptions = (argv: readonly string[]): ConsoleCliOptions => {
  const { values } = parseArgs({ args: [...argv], options: declared, allowPositionals: false });
  const help = values.help ?? false;
  return {
    help,
    stack: stackOf(values.stack, values.ready, help),
    ready: values.ready,
    region: values.region,
    port: portOf(values.port),
    allowActions: values["allow-actions"] ?? false,
    reveal: values.reveal ?? false,
    open: values.open ?? false,
  };
};
