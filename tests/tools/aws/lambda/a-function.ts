import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FunctionSpec } from "../../../../tools/aws/lambda/function-spec";
import { type LambdaHost, type LambdaHostOptions, startLambdaHost } from "../../../../tools/aws/lambda/lambda-host";
import type { LogLine } from "../../../../tools/aws/lambda/log-lines";

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const folders: string[] = [];

/** A code folder whose `__index.js` exports `handler` with this JavaScript. */
export const codeFolder = (handler: string, file = "__index.js"): string => {
  const folder = mkdtempSync(join(tmpdir(), "function-"));
  folders.push(folder);
  writeFileSync(join(folder, file), handler);
  return folder;
};

export const removeCodeFolders = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

export const aFunction = (handler: string, changes: Partial<FunctionSpec> = {}): FunctionSpec => ({
  name: "greeter",
  arn: "arn:aws:lambda:eu-north-1:000000000000:function:greeter",
  codeFolder: codeFolder(`exports.handler = ${handler};`),
  handler: "__index.handler",
  environment: {},
  memoryMb: 256,
  timeoutSeconds: 5,
  logGroup: "/aws/lambda/greeter",
  logFormat: "JSON",
  applicationLogLevel: "INFO",
  systemLogLevel: "WARN",
  region: "eu-north-1",
  ...changes,
});

export type HostAtWork = { readonly host: LambdaHost; readonly lines: readonly LogLine[] };

/** Runs `act` against a host that is stopped afterwards, whatever happens. */
export const withHost = async (
  act: (at: HostAtWork) => Promise<void>,
  options: Partial<LambdaHostOptions> = {},
): Promise<void> => {
  const lines: LogLine[] = [];
  const host = await startLambdaHost({ onLogLine: (line) => lines.push(line), ...options });
  try {
    await act({ host, lines });
  } finally {
    await host.stop();
  }
};
