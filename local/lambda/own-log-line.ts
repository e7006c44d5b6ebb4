import type { FunctionSpec } from "./function-spec";

type Said = { readonly level?: unknown; readonly timestamp?: unknown };

const ranks: readonly unknown[] = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const saidIn = (line: string): Said | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const rankOf = ({ level, timestamp }: Said): number => {
  const rank = ranks.indexOf(typeof level === "string" ? level.toUpperCase() : level);
  return rank < 0 || typeof timestamp !== "string" || !RFC_3339.test(timestamp) ? ranks.indexOf("INFO") : rank;
};

/**
 * Whether Lambda keeps a line that a handler wrote to its standard output by itself. In the JSON log format the level that a JSON
 * object names counts, and INFO where it names none or no valid timestamp; the line stays as it was written.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export const keepsOwnLine = (
  { logFormat, applicationLogLevel }: Pick<FunctionSpec, "logFormat" | "applicationLogLevel">,
  line: string,
): boolean => {
  if (logFormat !== "JSON") return true;
  const said = saidIn(line);
  return said === undefined || rankOf(said) >= ranks.indexOf(applicationLogLevel);
};
