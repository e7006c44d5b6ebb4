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
