import type * as IO from "fp-ts/IO";
import type { Clock } from "../ports/clock";
import type { Log } from "../ports/log";
import type { LogEvent } from "./log-event";
import { metricLine } from "./metric-line";

export type LogSettings = {
  /** CloudWatch's namespace for the engine's own metrics. */
  readonly namespace: string;
  /** The function's log level. */
  readonly threshold: string;
  /** Lambda's id of the invocation, which its runtime writes into each line. */
  readonly requestId: IO.IO<string | undefined>;
};

/**
 * Lines for Lambda's JSON log format. Console's functions put the object under `message` and filter by the function's log level;
 * a line that carries metrics must have them at its root, so it goes past the console.
 */
export const functionLog = ({ namespace, threshold, requestId }: LogSettings, clock: Clock): Log => {
  const writer =
    (level: "DEBUG" | "INFO" | "WARN" | "ERROR", toConsole: (event: LogEvent) => void) => (event: LogEvent) => () => {
      const line = metricLine({ namespace, level, threshold, requestId: requestId(), at: clock.now() }, event);
      if (line === undefined) toConsole(event);
      else process.stdout.write(`${line}\n`);
    };
  return {
    debug: writer("DEBUG", (event) => console.debug(event)),
    info: writer("INFO", (event) => console.info(event)),
    warn: writer("WARN", (event) => console.warn(event)),
    error: writer("ERROR", (event) => console.error(event)),
  };
};
