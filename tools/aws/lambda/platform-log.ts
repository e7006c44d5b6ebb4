import type { FunctionSpec } from "./function-spec";

export type Status = "success" | "error" | "timeout" | "failure";

type InvocationEnd = {
  readonly status: Status;
  readonly errorType?: string;
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly peakMemoryKb?: number;
  readonly producedBytes: number;
};

export type InvocationLog = ReturnType<typeof makeInvocationLog>;

const rank = { DEBUG: 0, INFO: 1, WARN: 2 } as const;

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;

const metricsOf = ({ durationMs, initDurationMs, peakMemoryKb }: InvocationEnd, memorySizeMB: number) => ({
  durationMs: hundredths(durationMs),
  billedDurationMs: Math.ceil(hundredths(durationMs) + (initDurationMs ?? 0)),
  memorySizeMB,
  ...(peakMemoryKb === undefined ? {} : { maxMemoryUsedMB: Math.ceil(peakMemoryKb / 1024) }),
  ...(initDurationMs === undefined ? {} : { initDurationMs: hundredths(initDurationMs) }),
});

const reportText = (metrics: ReturnType<typeof metricsOf>, { status, errorType }: InvocationEnd): string =>
  [
    `Duration: ${metrics.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${metrics.billedDurationMs} ms`,
    `Memory Size: ${metrics.memorySizeMB} MB`,
    ...(metrics.maxMemoryUsedMB === undefined ? [] : [`Max Memory Used: ${metrics.maxMemoryUsedMB} MB`]),
    ...(metrics.initDurationMs === undefined ? [] : [`Init Duration: ${metrics.initDurationMs.toFixed(2)} ms`]),
    ...(status === "success" ? [] : [`Status: ${status}`]),
    ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
  ].join("\t");

/**
 * Writes what Lambda itself logs around an invocation: in JSON the platform events that the function's system log level lets through, in
 * text every line. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html and for the levels
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export const makeInvocationLog = (
  spec: Pick<FunctionSpec, "name" | "memoryMb" | "logFormat" | "systemLogLevel">,
  onLine: (timestamp: string, line: string) => void,
) => {
  const write = (level: keyof typeof rank, type: string, record: object, text: string): void => {
    const time = new Date().toISOString();
    if (spec.logFormat === "Text") onLine(time, text);
    else if (rank[level] >= rank[spec.systemLogLevel]) onLine(time, JSON.stringify({ time, type, record }));
  };
  return {
    initStarted: (): void => {
      const runtimeVersion = `nodejs:${process.versions.node}`;
      const record = {
        initializationType: "on-demand",
        phase: "init",
        runtimeVersion,
        functionName: spec.name,
        functionVersion: "$LATEST",
      };
      write("INFO", "platform.initStart", record, `INIT_START Runtime Version: ${runtimeVersion}`);
    },
    started: (requestId: string): void => {
      const record = { requestId, version: "$LATEST" };
      write("INFO", "platform.start", record, `START RequestId: ${requestId} Version: $LATEST`);
    },
    ended: (requestId: string, end: InvocationEnd): void => {
      const { status, producedBytes } = end;
      const isGood = status === "success";
      const how = { status, ...(end.errorType === undefined ? {} : { errorType: end.errorType }) };
      const metrics = metricsOf(end, spec.memoryMb);
      const done = { requestId, ...how, metrics: { durationMs: metrics.durationMs, producedBytes } };
      write(isGood ? "DEBUG" : "WARN", "platform.runtimeDone", done, `END RequestId: ${requestId}`);
      const report = { requestId, metrics, ...how };
      write(
        isGood ? "INFO" : "WARN",
        "platform.report",
        report,
        `REPORT RequestId: ${requestId}\t${reportText(metrics, end)}`,
      );
    },
  };
};
