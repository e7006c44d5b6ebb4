import { startDeployment } from "./deployment";
import { startEngineServer } from "./grpc-server";
import { runProgramProcess } from "./program-process";
import type { RunOptions, RunResult } from "./run-types";

/**
 * Runs a Pulumi program against `create` and `invoke` instead of a cloud. A program that fails gives its exit code and
 * its messages, always at least one of them an error; only what keeps it from starting at all is thrown.
 */
export const runProgram = async (options: RunOptions): Promise<RunResult> => {
  const deployment = startDeployment(options);
  const server = await startEngineServer(deployment);
  try {
    const exitCode = await runProgramProcess(deployment, server.address);
    if (exitCode !== 0 && !deployment.messages().some(({ severity }) => severity === "error")) {
      deployment.report({ severity: "error", text: `The program ended with exit code ${exitCode}`, urn: "" });
    }
    return {
      resources: deployment.resources(),
      outputs: deployment.outputs(),
      secretOutputs: deployment.secretOutputs(),
      messages: deployment.messages(),
      exitCode,
    };
  } finally {
    await server.stop();
  }
};
