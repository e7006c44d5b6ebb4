import { resolve } from "node:path";
import { runProgram } from "../local/engine/run-program";
import type { RunResult } from "../local/engine/run-types";
import { readStackConfig } from "../local/engine/stack-config";
import { answerLocally } from "../local/resources/data-sources";
import { fabricate } from "../local/resources/fabricate";

const runs = new Map<string, Promise<RunResult>>();

/**
 * Runs the project's program with made-up ids and ARNs and records what it declares; nothing is created. The files of the
 * stack apply, then `config` (structures as JSON text). A run takes seconds, so equal ones share one.
 */
export const captureProgram = (o: {
  readonly stack: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly preview?: boolean;
  readonly folder?: string;
}): Promise<RunResult> => {
  const key = JSON.stringify(o);
  const started = runs.get(key) ?? capture(o);
  runs.set(key, started);
  return started;
};

const capture = async (o: Parameters<typeof captureProgram>[0]): Promise<RunResult> => {
  const folder = o.folder ?? resolve(__dirname, "..");
  const settings = readStackConfig({ folder, stack: o.stack, overrides: o.config ?? {} });
  return runProgram({
    folder,
    ...settings,
    preview: o.preview ?? true,
    create: fabricate,
    invoke: answerLocally,
  });
};
