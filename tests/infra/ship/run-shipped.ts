import { spawn } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { writeFunctionCode } from "../../../tools/engine/resources/function-code";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { captured } from "../helpers/captures";
import { inputsOf } from "../helpers/declared";

/** Nothing listens there: a call that a test does not expect fails at once. */
const NOWHERE = "http://127.0.0.1:1";

const runner = `
const { handler } = require("./__index.js");
const { writeSync } = require("node:fs");
const context = { awsRequestId: "request", getRemainingTimeInMillis: () => 10_000 };
(async () => {
  const answers = [];
  for (const event of JSON.parse(process.argv[1])) answers.push((await handler(event, context)) ?? null);
  writeSync(3, JSON.stringify(answers));
})();
`;

const onLoopback = (value: unknown): string => String(value).replace(/^https:\/\/[^/]*amazonaws\.com/, NOWHERE);

const environmentOf = (inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> => {
  const { variables } = inputs.environment as { readonly variables: Readonly<Record<string, unknown>> };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, onLoopback(value)]));
};

const textOf = (pipe: unknown): Promise<string> => {
  if (pipe instanceof Readable) return text(pipe);
  throw new Error("the process has no such pipe");
};

type Surroundings = { readonly awsUrl?: string; readonly credentials?: Readonly<Record<string, string>> };

const environmentCredentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };

export type Ran = { readonly answers: readonly unknown[]; readonly log: string };

/**
 * Unpacks a function's archive as it would be uploaded, loads it in a new process that knows nothing but its own variables,
 * and hands it `events` one after the other. A process that fails is an error with what it printed.
 */
export const runShipped = async (
  name: string,
  events: readonly unknown[],
  { awsUrl = NOWHERE, credentials = environmentCredentials }: Surroundings = {},
): Promise<Ran> => {
  const inputs = inputsOf(await captured("dev"), "lambda/function:Function", name);
  const folder = await writeFunctionCode(inputs.code, join(temporaryFolder(), name));
  const child = spawn(process.execPath, ["-e", runner, JSON.stringify(events)], {
    cwd: folder,
    env: {
      AWS_REGION: "eu-north-1",
      ...credentials,
      AWS_ENDPOINT_URL: awsUrl,
      AWS_MAX_ATTEMPTS: "1",
      ...environmentOf(inputs),
    },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, out, err, answers] = await Promise.all([
    ended,
    ...[child.stdout, child.stderr, child.stdio[3]].map(textOf),
  ]);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${out}${err}`);
  return { answers: JSON.parse(answers ?? "[]"), log: `${out}${err}` };
};
