import { randomUUID } from "node:crypto";
import { exited, timedOut } from "./function-error";
import type { FunctionSpec } from "./function-spec";
import { makeInvocationLog } from "./invocation-log";
import { newLogStreamName } from "./log-stream-name";
import { startRuntimeApi } from "./runtime-api";
import type { Invocation, RuntimeMessage } from "./runtime-message";
import { newTraceId } from "./trace-id";
import { type Exit, startWorkerProcess } from "./worker-process";
import type { WorkerResult } from "./worker-result";

/** One execution environment: a process that runs one invocation at a time. */
export type Worker = {
  readonly pid: number;
  readonly spec: FunctionSpec;
  readonly invoke: (event: string) => Promise<WorkerResult>;
  readonly isAlive: () => boolean;
  /** SIGKILLs the process; a running invocation ends as Runtime.ExitError. */
  readonly kill: () => void;
  /** Resolves when the process, its pipes and its Runtime API are gone. */
  readonly gone: Promise<void>;
};

type Running = {
  readonly requestId: string;
  readonly event: string;
  readonly resolve: (result: WorkerResult) => void;
};

/** Time that Lambda gives a function to load, on top of its own timeout, in milliseconds. */
const initLimitMs = 10_000;

/** Starts a worker; `onLine` gets each log event with its ISO 8601 time. Rejects when the process cannot be started. */
export const startWorker = async (
  spec: FunctionSpec,
  onLine: (timestamp: string, line: string) => void,
): Promise<Worker> => {
  const log = makeInvocationLog(spec, onLine);
  const spawnedAt = performance.now();
  const timeoutMs = spec.timeoutSeconds * 1000;
  let deliver: ((invocation: Invocation) => void) | undefined;
  let running: Running | undefined;
  let deliveredAt: number | undefined;
  let initMs: number | undefined;
  let unreportedInitMs: number | undefined;
  let initFailure: WorkerResult | undefined;
  let peakMemoryKb: number | undefined;
  let isTimedOut = false;
  let isAlive = true;

  const expire = (): void => {
    isTimedOut = true;
    child.kill();
  };
  let limit = setTimeout(expire, initLimitMs + timeoutMs);

  const deliverWhenReady = (): void => {
    if (deliver === undefined || running === undefined || deliveredAt !== undefined) return;
    const { requestId, event } = running;
    deliveredAt = performance.now();
    limit = setTimeout(expire, timeoutMs);
    log.started(requestId);
    const deadlineMs = Date.now() + timeoutMs;
    deliver({ requestId, event, deadlineMs, functionArn: spec.arn, traceId: newTraceId() });
    deliver = undefined;
  };

  const finish = (result: WorkerResult): void => {
    if (running === undefined) return;
    const { requestId, resolve } = running;
    const durationMs = deliveredAt === undefined ? 0 : performance.now() - deliveredAt;
    const initDurationMs = unreportedInitMs;
    const wasDelivered = deliveredAt !== undefined;
    clearTimeout(limit);
    running = undefined;
    deliveredAt = undefined;
    unreportedInitMs = undefined;
    // After the poll phase, so that log bytes which arrived together with the answer come before the report.
    setImmediate(() => {
      child.flushOutput();
      if (result._tag !== "NotTaken") {
        if (!wasDelivered) log.started(requestId);
        log.ended(requestId, {
          ...(result._tag === "Answered"
            ? { status: "success" }
            : { status: result.status, errorType: result.errorType }),
          durationMs,
          producedBytes: Buffer.byteLength(result.payload),
          ...(initDurationMs === undefined ? {} : { initDurationMs }),
          ...(peakMemoryKb === undefined ? {} : { peakMemoryKb }),
        });
      }
      resolve(result);
    });
  };

  const onMessage = (message: RuntimeMessage): boolean => {
    if (message._tag === "Ready") {
      if (initMs === undefined) {
        clearTimeout(limit);
        initMs = performance.now() - spawnedAt;
        unreportedInitMs = initMs;
      }
      deliver = message.deliver;
      deliverWhenReady();
      return true;
    }
    peakMemoryKb = message.peakMemoryKb ?? peakMemoryKb;
    const { payload } = message;
    if (message._tag === "InitFailed") {
      initFailure = { _tag: "FunctionError", payload, status: "error", errorType: message.errorType };
      return true;
    }
    if (running?.requestId !== message.requestId || deliveredAt === undefined) return false;
    finish(
      message._tag === "Answered"
        ? { _tag: "Answered", payload }
        : { _tag: "FunctionError", payload, status: "error", errorType: message.errorType },
    );
    return true;
  };

  const resultOfExit = ({ code, signal }: Exit, { requestId }: Running): WorkerResult => {
    if (initFailure !== undefined) return initFailure;
    if (!isTimedOut && initMs !== undefined && deliveredAt === undefined) return { _tag: "NotTaken" };
    const error = isTimedOut ? timedOut(requestId, spec.timeoutSeconds) : exited(requestId, code, signal);
    const status = isTimedOut ? "timeout" : "error";
    return { _tag: "FunctionError", payload: JSON.stringify(error), status, errorType: error.errorType };
  };

  log.initStarted();
  const api = await startRuntimeApi(onMessage);
  const place = { runtimeApi: `127.0.0.1:${api.port}`, logStream: newLogStreamName(new Date()) };
  const child = await startWorkerProcess(spec, place, onLine).catch(async (fault) => {
    clearTimeout(limit);
    await api.close();
    throw fault;
  });
  const gone = child.exited.then(async (exit) => {
    isAlive = false;
    clearTimeout(limit);
    if (running !== undefined) finish(resultOfExit(exit, running));
    await api.close();
  });

  return {
    pid: child.pid,
    spec,
    invoke: (event) =>
      new Promise((resolve) => {
        if (!isAlive) return resolve({ _tag: "NotTaken" });
        running = { requestId: randomUUID(), event, resolve };
        deliverWhenReady();
      }),
    isAlive: () => isAlive,
    kill: child.kill,
    gone,
  };
};
