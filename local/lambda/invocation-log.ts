import type { FunctionSpec } from "./function-spec";
import type { PlatformEvent, Status } from "./platform-event";
import { platformLines } from "./platform-lines";

export type InvocationEnd = {
  readonly status: Status;
  readonly errorType?: string;
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly peakMemoryKb?: number;
  readonly producedBytes: number;
};

export type InvocationLog = {
  readonly initStarted: () => void;
  readonly started: (requestId: string) => void;
  readonly ended: (requestId: string, end: InvocationEnd) => void;
};

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;

/** Writes what Lambda itself logs around an invocation. */
export const makeInvocationLog = (
  spec: FunctionSpec,
  onLine: (timestamp: string, line: string) => void,
): InvocationLog => {
  const write = (event: PlatformEvent): void => {
    const time = new Date().toISOString();
    for (const line of platformLines(spec, time, event)) onLine(time, line);
  };
  return {
    initStarted: () =>
      write({
        type: "platform.initStart",
        record: {
          initializationType: "on-demand",
          phase: "init",
          runtimeVersion: `nodejs:${process.versions.node}`,
          functionName: spec.name,
          functionVersion: "$LATEST",
        },
      }),
    started: (requestId) => write({ type: "platform.start", record: { requestId, version: "$LATEST" } }),
    ended: (requestId, end) => {
      const how = { status: end.status, ...(end.errorType === undefined ? {} : { errorType: end.errorType }) };
      const durationMs = hundredths(end.durationMs);
      write({
        type: "platform.runtimeDone",
        record: { requestId, ...how, metrics: { durationMs, producedBytes: end.producedBytes } },
      });
      const metrics = {
        durationMs,
        billedDurationMs: Math.ceil(durationMs + (end.initDurationMs ?? 0)),
        memorySizeMB: spec.memoryMb,
        ...(end.peakMemoryKb === undefined ? {} : { maxMemoryUsedMB: Math.ceil(end.peakMemoryKb / 1024) }),
        ...(end.initDurationMs === undefined ? {} : { initDurationMs: hundredths(end.initDurationMs) }),
      };
      write({ type: "platform.report", record: { requestId, metrics, ...how } });
    },
  };
};
