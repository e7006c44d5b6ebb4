import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import type { FunctionSpec } from "../../../../tools/aws/lambda/function-spec";
import type { InvokeOutcome } from "../../../../tools/aws/lambda/invocation";
import { type LambdaHost, type LambdaHostOptions, startLambdaHost } from "../../../../tools/aws/lambda/lambda-host";
import type { LogLine } from "../../../../tools/aws/lambda/log-lines";
import { accessKey } from "../../../helpers/local-clients";
import { temporaryFolder } from "../../../helpers/temporary-folder";

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A code folder whose `__index.js` exports `handler` with this JavaScript. */
export const codeFolder = (handler: string, file = "__index.js"): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), handler);
  return folder;
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
  applicationLogLevel: "INFO",
  region: "eu-north-1",
  ...changes,
});

type HostAtWork = { readonly host: LambdaHost; readonly lines: readonly LogLine[] };

/** Runs `act` against a host that is stopped afterwards, whatever happens. */
export const withHost = async (
  act: (at: HostAtWork) => Promise<void>,
  options: Partial<LambdaHostOptions> = {},
): Promise<void> => {
  const lines: LogLine[] = [];
  const host = await startLambdaHost({ accessKey, onLogLine: (line) => lines.push(line), ...options });
  try {
    await act({ host, lines });
  } finally {
    await host.stop();
  }
};

export type FunctionAtWork = HostAtWork & {
  readonly spec: FunctionSpec;
  /** The process ids of its workers. */
  readonly pids: () => readonly number[];
  /** Its log lines, which are JSON. */
  readonly logged: () => readonly ReturnType<typeof JSON.parse>[];
  readonly invoke: (event?: unknown) => Promise<InvokeOutcome>;
  /** What is in the payload of an invocation that ends as `tag`. */
  readonly payloadOf: (tag: "Answered" | "FunctionError", event?: unknown) => Promise<ReturnType<typeof JSON.parse>>;
};

/** Runs `act` against a host with one function. */
export const withFunction = (
  handler: string,
  act: (at: FunctionAtWork) => Promise<void>,
  { changes = {}, ...options }: Partial<LambdaHostOptions> & { readonly changes?: Partial<FunctionSpec> } = {},
): Promise<void> =>
  withHost(async (at) => {
    const spec = aFunction(handler, changes);
    await at.host.deploy(spec);
    const invoke = (event: unknown = {}) => at.host.invoke(spec.name, event);
    await act({
      ...at,
      spec,
      pids: () => at.host.pids(spec.name),
      logged: () => at.lines.map(({ line }) => JSON.parse(line)),
      invoke,
      payloadOf: async (tag, event) => {
        const outcome = await invoke(event);
        assert.is(outcome._tag, tag);
        return JSON.parse("payload" in outcome ? outcome.payload : "null");
      },
    });
  }, options);
