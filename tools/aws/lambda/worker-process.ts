import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type FunctionSpec, logDescriptor, type WorkerSite, workerEnvironment } from "./function-spec";
import { keepsOwnLine, makeLineReader, makeLogFrameReader } from "./log-lines";

/** How a process ended; one of the two is null. */
export type Exit = { readonly code: number | null; readonly signal: string | null };

const bootstrap = join(__dirname, "bootstrap/bootstrap.cjs");

/** Grandchildren may hold the output pipes open after the worker's end: milliseconds to wait for the rest of the output. */
const outputGraceMs = 200;

const whenOver = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
    child.once("exit", () => {
      setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy();
      }, outputGraceMs).unref();
    });
  });

const whenSpawned = (child: ChildProcess, name: string): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new Error(`Function ${name}: its process cannot be started`, { cause })));
    child.once("spawn", () => resolve(child.pid ?? 0));
  });

/** Starts the process of one worker in the function's code folder; `onLine` gets every log event with its ISO 8601 time. */
export const startWorkerProcess = async (
  spec: FunctionSpec,
  site: WorkerSite,
  onLine: (timestamp: string, line: string) => void,
) => {
  const child = spawn(process.execPath, [bootstrap], {
    cwd: spec.codeFolder,
    env: { ...workerEnvironment(spec, site) },
    // The fourth is never written: it closes with this process, and the worker ends when it does.
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const outputs = [child.stdout, child.stderr].map((stream) => {
    const reader = makeLineReader((line) => {
      if (keepsOwnLine(spec, line)) onLine(new Date().toISOString(), line);
    });
    stream?.on("data", reader.push);
    stream?.on("end", reader.flush);
    return reader;
  });
  const frames = makeLogFrameReader((frame) => onLine(frame.timestamp, frame.text));
  (child.stdio[logDescriptor] as Readable).on("data", frames);
  // A write side that the worker's death resets is no fault of its own: the exit is reported.
  for (const stream of child.stdio) stream?.on("error", () => undefined);
  const exited = whenOver(child);
  return {
    pid: await whenSpawned(child, spec.name),
    kill: (): void => void child.kill("SIGKILL"),
    flushOutput: (): void => {
      for (const reader of outputs) reader.flush();
    },
    exited,
  };
};
