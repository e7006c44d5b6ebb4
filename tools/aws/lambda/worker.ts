import { randomBytes } from "node:crypto";
import { newKey } from "../guard";
import type { FunctionSpec } from "./function-spec";
import { makeFailureLog } from "./platform-log";
import { startRuntimeApi } from "./runtime-api";
import { startWorkerProcess } from "./worker-process";
import { makeWorkerTurn, type WorkerResult } from "./worker-turn";

/** A new log stream name in Lambda's form: year/month/day/[version]id. */
const newLogStreamName = (now: Date): string =>
  `${now.toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomBytes(16).toString("hex")}`;

/** One execution environment: a process that runs one invocation at a time. */
export type Worker = Awaited<ReturnType<typeof startWorker>>;

/** Starts a worker; `onLine` gets each log event with its ISO 8601 time. Rejects when the process cannot be started. */
export const startWorker = async (spec: FunctionSpec, onLine: (timestamp: string, line: string) => void) => {
  const turn = makeWorkerTurn({
    spec,
    logFailure: makeFailureLog(spec, onLine),
    kill: () => child.kill(),
    flushOutput: () => child.flushOutput(),
  });
  const key = newKey();
  const api = await startRuntimeApi(key, turn.onMessage);
  const site = { runtimeApi: `127.0.0.1:${api.port}`, key, logStream: newLogStreamName(new Date()) };
  const child = await startWorkerProcess(spec, site, onLine).catch(async (fault) => {
    turn.onExit({ code: null, signal: null });
    await api.stop();
    throw fault;
  });
  let isAlive = true;
  const gone = child.exited.then(async (exit) => {
    isAlive = false;
    turn.onExit(exit);
    await api.stop();
  });
  return {
    pid: child.pid,
    spec,
    /** Runs one event (JSON text); only when no other is running. */
    invoke: async (event: string): Promise<WorkerResult> => (isAlive ? turn.begin(event) : { _tag: "NotTaken" }),
    isAlive: (): boolean => isAlive,
    /** SIGKILLs the process; a running invocation ends as Runtime.ExitError. */
    kill: child.kill,
    /** Resolves when the process, its pipes and its Runtime API are gone. */
    gone,
  };
};
