import { createRequire } from "node:module";
import { join } from "node:path";
import { type Deployment, type RunOptions, type RunResult, startDeployment } from "./deployment";
import { startEngineServer } from "./engine-server";
import { runInProcess } from "./program-process";

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
const runProgramProcess = (deployment: Deployment, address: string): Promise<number> => {
  const { options } = deployment;
  return runInProcess(runnerOf(options.folder), options.project, {
    words: argumentsOf(deployment, address),
    environment: programEnvironment(options),
    report: (severity, text) => deployment.report({ severity, text, urn: "" }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
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
