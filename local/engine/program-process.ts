import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Deployment } from "./deployment";
import { programEnvironment } from "./program-environment";
import { eachLine } from "./text-lines";

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
  return [
    ...["--monitor", address, "--engine", address],
    ...["--organization", "organization", "--project", project, "--stack", stack],
    ...["--root-directory", folder, "--pwd", folder, "--parallel", "64"],
    ...(preview ? ["--dry-run"] : []),
    ".",
  ];
};

/**
 * Runs the program of the folder under Pulumi's own runner, as the CLI's language host does, and gives its exit code.
 * What it prints is reported line by line: standard output as info, standard error as warning.
 */
export const runProgramProcess = async (deployment: Deployment, address: string): Promise<number> => {
  const { options } = deployment;
  const child = spawn(process.execPath, [runnerOf(options.folder), ...argumentsOf(deployment, address)], {
    cwd: options.folder,
    env: { ...programEnvironment(options) },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal !== null)
        deployment.report({ severity: "error", text: `The program was ended by ${signal}`, urn: "" });
      resolve(code ?? 1);
    });
  });
  const [exitCode] = await Promise.all([
    ended,
    eachLine(child.stdout, (text) => deployment.report({ severity: "info", text, urn: "" })),
    eachLine(child.stderr, (text) => deployment.report({ severity: "warning", text, urn: "" })),
  ]);
  return exitCode;
};
