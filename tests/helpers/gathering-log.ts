import type { Log, LogEvent } from "../../runtime/log/log";

type LogLine = LogEvent & { readonly level: keyof Log };

/** A log that keeps its lines for the test to read. */
export const gatheringLog = () => {
  const lines: LogLine[] = [];
  const at = (level: keyof Log) => (event: LogEvent) => () => void lines.push({ level, ...event });
  return { log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }, lines };
};
