import { randomBytes, randomUUID } from "node:crypto";
import type { FunctionSpec } from "./function-spec";
import type { FailureLog, FailureStatus } from "./platform-log";
import type { Invocation, RuntimeMessage } from "./runtime-api";
import type { Exit } from "./worker-process";

/** How a worker's invocation ended; `NotTaken` means that the handler never saw the event, so that another worker may. */
export type WorkerResult =
  | { readonly _tag: "Answered"; readonly payload: string }
  | {
      readonly _tag: "FunctionError";
      readonly payload: string;
      readonly status: FailureStatus;
      readonly errorType: string;
    }
  | { readonly _tag: "NotTaken" };

const signalWords: Readonly<Record<string, string>> = { SIGKILL: "killed", SIGABRT: "aborted", SIGTERM: "terminated" };

const exitReason = ({ code, signal }: Exit): string => {
  if (signal !== null) return `Runtime exited with error: signal: ${signalWords[signal] ?? signal}`;
  return code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: exit status ${code}`;
};

/** An error that the platform, not the handler, writes. Payloads as AWS Lambda answers them. */
const platformError = (requestId: string, status: "timeout" | "error", reason: string): WorkerResult => {
  const errorType = status === "timeout" ? "Sandbox.Timedout" : "Runtime.ExitError";
  const payload = JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${reason}` });
  return { _tag: "FunctionError", payload, status, errorType };
};

const resultOf = (message: Exclude<RuntimeMessage, { readonly _tag: "Ready" }>): WorkerResult =>
  message._tag === "Answered"
    ? { _tag: "Answered", payload: message.payload }
    : { _tag: "FunctionError", payload: message.payload, status: "error", errorType: message.errorType };

/** A new, unsampled X-Ray trace header. */
const newTraceId = (): string => {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
};

type WorkerTurnDeps = {
  readonly spec: FunctionSpec;
  readonly logFailure: FailureLog;
  readonly kill: () => void;
  readonly flushOutput: () => void;
};

type Running = {
  readonly requestId: string;
  readonly event: string;
  readonly resolve: (result: WorkerResult) => void;
};

/** Time that Lambda gives a function to load, on top of its own timeout, in milliseconds. */
const initLimitMs = 10_000;

/** Follows one worker, from its start now: loading, waiting for an event, or running one. Kills it when it takes too long. */
export const makeWorkerTurn = ({ spec, logFailure, kill, flushOutput }: WorkerTurnDeps) => {
  const startedAt = performance.now();
  const timeoutMs = spec.timeoutSeconds * 1000;
  let deliver: ((invocation: Invocation) => void) | undefined;
  let running: Running | undefined;
  let deliveredAt: number | undefined;
  let initMs: number | undefined;
  let isInitReported = false;
  let initFailure: WorkerResult | undefined;
  let peakMemoryKb: number | undefined;
  let isTimedOut = false;

  const expire = (): void => {
    isTimedOut = true;
    kill();
  };
  let limit = setTimeout(expire, initLimitMs + timeoutMs);

  const deliverWhenReady = (): void => {
    if (deliver === undefined || running === undefined || deliveredAt !== undefined) return;
    const { requestId, event } = running;
    deliveredAt = performance.now();
    limit = setTimeout(expire, timeoutMs);
    deliver({ requestId, event, deadlineMs: Date.now() + timeoutMs, functionArn: spec.arn, traceId: newTraceId() });
    deliver = undefined;
  };

  const report = (requestId: string, result: WorkerResult, durationMs: number | undefined): void => {
    if (result._tag === "NotTaken") return;
    const initDuration = initMs === undefined || isInitReported ? {} : { initDurationMs: initMs };
    isInitReported = true;
    if (result._tag === "Answered") return;
    logFailure(requestId, {
      status: result.status,
      errorType: result.errorType,
      durationMs: durationMs ?? 0,
      producedBytes: Buffer.byteLength(result.payload),
      ...initDuration,
      ...(peakMemoryKb === undefined ? {} : { peakMemoryKb }),
    });
  };

  const finish = (result: WorkerResult): void => {
    if (running === undefined) return;
    const { requestId, resolve } = running;
    const durationMs = deliveredAt === undefined ? undefined : performance.now() - deliveredAt;
    clearTimeout(limit);
    running = undefined;
    deliveredAt = undefined;
    // After the poll phase, so that log bytes which arrived together with the answer come before the report.
    setImmediate(() => {
      flushOutput();
      report(requestId, result, durationMs);
      resolve(result);
    });
  };

  const ready = (take: (invocation: Invocation) => void): void => {
    if (initMs === undefined) {
      clearTimeout(limit);
      initMs = performance.now() - startedAt;
    }
    deliver = take;
    deliverWhenReady();
  };

  const resultOfExit = (exit: Exit, { requestId }: Running): WorkerResult => {
    if (initFailure !== undefined) return initFailure;
    if (isTimedOut)
      return platformError(requestId, "timeout", `Task timed out after ${spec.timeoutSeconds.toFixed(2)} seconds`);
    if (initMs !== undefined && deliveredAt === undefined) return { _tag: "NotTaken" };
    return platformError(requestId, "error", exitReason(exit));
  };

  return {
    begin: (event: string): Promise<WorkerResult> =>
      new Promise((resolve) => {
        running = { requestId: randomUUID(), event, resolve };
        deliverWhenReady();
      }),
    /** False when the message does not fit the state. */
    onMessage: (message: RuntimeMessage): boolean => {
      if (message._tag === "Ready") {
        ready(message.deliver);
        return true;
      }
      peakMemoryKb = message.peakMemoryKb ?? peakMemoryKb;
      if (message._tag === "InitFailed") {
        initFailure = resultOf(message);
        return true;
      }
      if (running?.requestId !== message.requestId || deliveredAt === undefined) return false;
      finish(resultOf(message));
      return true;
    },
    onExit: (exit: Exit): void => {
      clearTimeout(limit);
      if (running !== undefined) finish(resultOfExit(exit, running));
    },
  };
};
