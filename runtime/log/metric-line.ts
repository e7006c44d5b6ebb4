import { embeddedMetrics } from "./embedded-metrics";
import type { LogEvent } from "./log-event";

/** Lambda's log levels, least first. */
const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

export type LineContext = {
  readonly namespace: string;
  readonly level: "DEBUG" | "INFO" | "WARN" | "ERROR";
  /** The function's log level, below which Lambda drops a line. */
  readonly threshold: string;
  readonly requestId: string | undefined;
  readonly at: Date;
};

/**
 * The log line of an event that carries metrics: as Lambda's runtime would write it, and CloudWatch's metrics at its root,
 * the only place where they are found. Where the function's log level leaves the event out, its metrics go without it.
 */
export const metricLine = (
  { namespace, level, threshold, requestId, at }: LineContext,
  event: LogEvent,
): string | undefined => {
  const metrics = embeddedMetrics(namespace, event, at);
  if (metrics === undefined) return undefined;
  const isHeard = levels.indexOf(level) >= levels.indexOf(threshold);
  const head = { timestamp: at.toISOString(), level: isHeard ? level : threshold, requestId };
  return JSON.stringify({ ...head, ...(isHeard ? { message: event } : {}), ...metrics });
};
