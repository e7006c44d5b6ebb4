import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Deployment } from "./deployment";
import { programEnvironment } from "./program-environment";
import { eachLine } from "./text-lines";

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
      if (signal !== null)
        deployment.report({ severity: "error", text: `The program was ended by ${signal}`, urn: "" });
      resolve(code ?? 1);
    });
  });
  const reported = (
    [
      [child.stdout, "info"],
      [child.stderr, "warning"],
    ] as const
  ).map(async ([stream, severity]) => {
    if (stream !== null) await eachLine(stream, (text) => deployment.report({ severity, text, urn: "" }));
  });
  const [exitCode] = await Promise.all([ended, ...reported]);
  return exitCode;
};
