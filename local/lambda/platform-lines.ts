import type { FunctionSpec } from "./function-spec";
import { type Metrics, type PlatformEvent, systemLevelOf } from "./platform-event";

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
