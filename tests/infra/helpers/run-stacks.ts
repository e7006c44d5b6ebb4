import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { type RunOptions, type RunResult, startDeployment } from "../../../tools/engine/program/deployment";
import { startEngineServer } from "../../../tools/engine/program/engine-server";
import { programEnvironment } from "../../../tools/engine/program/run-program";

const END_WITH_PARENT = resolve(__dirname, "../../../tools/engine/program/end-with-parent.cjs");

const startHost = (options: RunOptions): ChildProcess =>
  fork(join(__dirname, "program-host.cjs"), {
    cwd: options.folder,
    env: { ...programEnvironment(options) },
    execArgv: ["--require", END_WITH_PARENT],
    stdio: ["ignore", "pipe", "pipe", "pipe", "ipc"],
  });

const runIn = async (host: ChildProcess, options: RunOptions): Promise<RunResult> => {
  const deployment = startDeployment(options);
  const { address, stop } = await startEngineServer(deployment);
  const report = (text: Buffer): void => deployment.report({ severity: "warning", text: String(text), urn: "" });
  const streams = [host.stdout, host.stderr];
  for (const stream of streams) stream?.on("data", report);
  try {
    const { project, stack, preview, config, secretKeys = [] } = options;
    host.send({ project, stack, preview, config, secretKeys, address });
    const [answer] = await Promise.race([once(host, "message"), once(host, "exit")]);
    if (answer?.error !== undefined || answer === null || typeof answer === "number")
      throw new Error(`${stack} failed: ${answer?.error ?? JSON.stringify(deployment.messages)}`);
    return { ...deployment.result(), exitCode: 0 };
  } finally {
    for (const stream of streams) stream?.off("data", report);
    await stop();
  }
};

/**
 * Runs a program for several stacks, one after the other in one process, which loads what they share once and takes half of the time of
 * as many processes. Each has its result as soon as it is there; a program that fails is an error.
 */
export const runStacks = <Name extends string>(
  stacks: readonly (readonly [Name, RunOptions])[],
): ReadonlyMap<Name, Promise<RunResult>> => {
  const [first] = stacks;
  if (first === undefined) return new Map();
  const host = startHost(first[1]);
  const results = new Map<Name, Promise<RunResult>>();
  let before: Promise<unknown> = Promise.resolve();
  for (const [name, options] of stacks) {
    const result = before.then(() => runIn(host, options));
    results.set(name, result);
    before = result.catch(() => undefined);
  }
  void before.then(() => host.disconnect());
  return results;
};
