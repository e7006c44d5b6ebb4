import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type Deployment, type MessageSeverity, type RunOptions, type RunResult, startDeployment } from "./deployment";
import { startEngineServer } from "./engine-server";

/** Hands over each line of a stream that holds more than white space, until the stream ends. */
const eachLine = async (stream: Readable | null, onLine: (line: string) => void): Promise<void> => {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== "") onLine(line);
};

const inherited = ["PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "TZ", "SystemRoot", "USERPROFILE"];

/**
 * The environment of the program's process: what a process needs, what Pulumi's language host sets, and what the caller
 * adds. Nothing else of this process gets in, least of all cloud credentials.
 */
const programEnvironment = (options: RunOptions): Readonly<Record<string, string>> => {
  const kept = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    PULUMI_NODEJS_TYPESCRIPT: "true",
    // A second of the program's start is compiling what it loads.
    NODE_COMPILE_CACHE: join(options.folder, "node_modules/.cache/node-compile"),
    KEPT_BUNDLES: join(options.folder, "node_modules/.cache/bundles"),
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    PULUMI_CONFIG: JSON.stringify(options.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys ?? []),
    ...options.environment,
  };
};

const END_WITH_PARENT = join(__dirname, "end-with-parent.cjs");

const runnerOf = (folder: string): string => {
  const resolve = createRequire(join(folder, "package.json")).resolve;
  try {
    return resolve("@pulumi/pulumi/cmd/run/index.js");
  } catch {
    throw new Error(`${folder}: @pulumi/pulumi is not installed there (npm install)`);
  }
};

const argumentsOf = (deployment: Deployment, address: string): readonly string[] => {
  const { folder, project, stack, preview } = deployment.options;
  const options = {
    monitor: address,
    engine: address,
    organization: "organization",
    project,
    stack,
    "root-directory": folder,
    pwd: folder,
    parallel: "64",
  };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return [...words, ...(preview ? ["--dry-run"] : []), "."];
};

/**
 * Runs the program of the folder under Pulumi's own runner, as the CLI's language host does, and gives its exit code.
 * What it prints is reported line by line: standard output as info, standard error as warning.
 */
const runProgramProcess = async (deployment: Deployment, address: string): Promise<number> => {
  const { options } = deployment;
  const report = (severity: MessageSeverity) => (text: string) => deployment.report({ severity, text, urn: "" });
  const words = ["--require", END_WITH_PARENT, runnerOf(options.folder), ...argumentsOf(deployment, address)];
  const child = spawn(process.execPath, words, {
    cwd: options.folder,
    env: { ...programEnvironment(options) },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal !== null) report("error")(`The program was ended by ${signal}`);
      resolve(code ?? 1);
    });
  });
  const [exitCode] = await Promise.all([
    ended,
    eachLine(child.stdout, report("info")),
    eachLine(child.stderr, report("warning")),
  ]);
  return exitCode;
};

/**
 * Runs a Pulumi program against `create` and `invoke` instead of a cloud. A program that fails gives its exit code and
 * its messages, always at least one of them an error; only what keeps it from starting at all is thrown.
 */
export const runProgram = async (options: RunOptions): Promise<RunResult> => {
  const deployment = startDeployment(options);
  const server = await startEngineServer(deployment);
  try {
    const exitCode = await runProgramProcess(deployment, server.address);
    if (exitCode !== 0 && !deployment.messages.some(({ severity }) => severity === "error")) {
      deployment.report({ severity: "error", text: `The program ended with exit code ${exitCode}`, urn: "" });
    }
    return { ...deployment.result(), exitCode };
  } finally {
    await server.stop();
  }
};
