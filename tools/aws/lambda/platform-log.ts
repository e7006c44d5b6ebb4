import type { FunctionSpec } from "./function-spec";

export type Metrics = {
  readonly durationMs: number;
  readonly billedDurationMs: number;
  readonly memorySizeMB: number;
  readonly maxMemoryUsedMB?: number;
  readonly initDurationMs?: number;
};

export type Status = "success" | "error" | "timeout" | "failure";

type Ended = { readonly requestId: string; readonly status: Status; readonly errorType?: string };

/** Platform log events. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
export type PlatformEvent =
  | {
      readonly type: "platform.initStart";
      readonly record: {
        readonly initializationType: "on-demand";
        readonly phase: "init";
        readonly runtimeVersion: string;
        readonly functionName: string;
        readonly functionVersion: string;
      };
    }
  | { readonly type: "platform.start"; readonly record: { readonly requestId: string; readonly version: "$LATEST" } }
  | {
      readonly type: "platform.runtimeDone";
      readonly record: Ended & { readonly metrics: { readonly durationMs: number; readonly producedBytes: number } };
    }
  | { readonly type: "platform.report"; readonly record: Ended & { readonly metrics: Metrics } };

export type SystemLevel = "DEBUG" | "INFO" | "WARN";

/** The level at which AWS logs a platform event. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
export const systemLevelOf = (event: PlatformEvent): SystemLevel => {
  switch (event.type) {
    case "platform.initStart":
    case "platform.start":
      return "INFO";
    case "platform.runtimeDone":
      return event.record.status === "success" ? "DEBUG" : "WARN";
    case "platform.report":
      return event.record.status === "success" ? "INFO" : "WARN";
  }
};

const rank = { DEBUG: 0, INFO: 1, WARN: 2 } as const;

const reportFields = (metrics: Metrics): readonly string[] => [
  `Duration: ${metrics.durationMs.toFixed(2)} ms`,
  `Billed Duration: ${metrics.billedDurationMs} ms`,
  `Memory Size: ${metrics.memorySizeMB} MB`,
  ...(metrics.maxMemoryUsedMB === undefined ? [] : [`Max Memory Used: ${metrics.maxMemoryUsedMB} MB`]),
  ...(metrics.initDurationMs === undefined ? [] : [`Init Duration: ${metrics.initDurationMs.toFixed(2)} ms`]),
];

const textLines = (event: PlatformEvent): readonly string[] => {
  switch (event.type) {
    case "platform.initStart":
      return [`INIT_START Runtime Version: ${event.record.runtimeVersion}`];
    case "platform.start":
      return [`START RequestId: ${event.record.requestId} Version: ${event.record.version}`];
    case "platform.runtimeDone":
      return [`END RequestId: ${event.record.requestId}`];
    case "platform.report": {
      const { requestId, metrics, status, errorType } = event.record;
      const ending = [
        ...(status === "success" ? [] : [`Status: ${status}`]),
        ...(errorType === undefined ? [] : [`Error Type: ${errorType}`]),
      ];
      return [`REPORT RequestId: ${requestId}\t${[...reportFields(metrics), ...ending].join("\t")}`];
    }
  }
};

/** The log lines of one platform event in the function's log format, none when its system log level leaves it out; `time` is ISO 8601. */
export const platformLines = (
  spec: Pick<FunctionSpec, "logFormat" | "systemLogLevel">,
  time: string,
  event: PlatformEvent,
): readonly string[] => {
  if (spec.logFormat === "Text") return textLines(event);
  return rank[systemLevelOf(event)] < rank[spec.systemLogLevel] ? [] : [JSON.stringify({ time, ...event })];
};

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
