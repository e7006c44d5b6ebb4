import type { Log } from "../ports/log";
import type { LogEvent } from "./log-event";

/** Lines for Lambda's JSON log format, which puts the object under `message` and filters by the function's log level. */
export const consoleLog: Log = {
  debug: (event: LogEvent) => () => console.debug(event),
  info: (event: LogEvent) => () => console.info(event),
  warn: (event: LogEvent) => () => console.warn(event),
  error: (event: LogEvent) => () => console.error(event),
};
