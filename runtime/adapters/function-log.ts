import type * as IO from "fp-ts/IO";
import type { Log, LogEvent } from "../log/log";
import { embeddedMetrics } from "../log/metrics";
import type { Clock } from "../ports/time-and-chance";
import { readEnvironment } from "./environment";
import { systemClock } from "./time-and-chance";

/** What Lambda tells a handler of its invocation, as far as the log needs it. */
export type Invocation = { readonly awsRequestId?: string };

let requestId: string | undefined;

/** Notes the invocation that runs from now on; a Lambda container runs one at a time. */
export const noteInvocation = ({ awsRequestId }: Invocation = {}): void => {
  requestId = awsRequestId;
};

const currentRequestId = (): string | undefined => requestId;

/** Lambda's log levels, least first. */
const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

type LineContext = {
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

type LogSettings = {
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

/** The log of this function, as its environment sets it; Lambda itself sets AWS_LAMBDA_LOG_LEVEL. */
export const logOfFunction = (): Log => {
  const { METRIC_NAMESPACE } = readEnvironment("METRIC_NAMESPACE");
  const threshold = process.env.AWS_LAMBDA_LOG_LEVEL ?? "INFO";
  return functionLog({ namespace: METRIC_NAMESPACE, threshold, requestId: currentRequestId }, systemClock);
};
