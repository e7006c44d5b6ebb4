import type { FunctionSpec } from "./function-spec";

export type FailureStatus = "error" | "timeout";

type FailedInvocation = {
  readonly status: FailureStatus;
  readonly errorType: string;
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly peakMemoryKb?: number;
  readonly producedBytes: number;
};

export type FailureLog = ReturnType<typeof makeFailureLog>;

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;

const metricsOf = ({ durationMs, initDurationMs, peakMemoryKb }: FailedInvocation, memorySizeMB: number) => ({
  durationMs: hundredths(durationMs),
  billedDurationMs: Math.ceil(hundredths(durationMs) + (initDurationMs ?? 0)),
  memorySizeMB,
  ...(peakMemoryKb === undefined ? {} : { maxMemoryUsedMB: Math.ceil(peakMemoryKb / 1024) }),
  ...(initDurationMs === undefined ? {} : { initDurationMs: hundredths(initDurationMs) }),
});

/**
 * Writes what Lambda itself logs of an invocation at the system log level WARN, in JSON: how one ended that failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html and for the levels
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export const makeFailureLog =
  ({ memoryMb }: Pick<FunctionSpec, "memoryMb">, onLine: (timestamp: string, line: string) => void) =>
  (requestId: string, end: FailedInvocation): void => {
    const { status, errorType, producedBytes } = end;
    const metrics = metricsOf(end, memoryMb);
    const { durationMs } = metrics;
    const write = (type: string, record: object): void => {
      const time = new Date().toISOString();
      onLine(time, JSON.stringify({ time, type, record: { requestId, ...record, status, errorType } }));
    };
    write("platform.runtimeDone", { metrics: { durationMs, producedBytes } });
    write("platform.report", { metrics });
  };
