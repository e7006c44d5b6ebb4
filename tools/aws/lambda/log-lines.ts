import { StringDecoder } from "node:string_decoder";
import * as E from "fp-ts/Either";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import type { FunctionSpec } from "./function-spec";

/** One log event as CloudWatch Logs would store it; `timestamp` is ISO 8601. */
export type LogLine = {
  readonly functionName: string;
  readonly logGroup: string;
  readonly timestamp: string;
  readonly line: string;
};

/** Cuts a stream of bytes into lines; `flush` gives out an unfinished last line. Blank lines are left out, as Lambda does. */
export const makeLineReader = (onLine: (line: string) => void) => {
  const decoder = new StringDecoder("utf8");
  let pending = "";
  const give = (line: string): void => {
    if (line !== "") onLine(line);
  };
  return {
    push: (chunk: Buffer): void => {
      const parts = (pending + decoder.write(chunk)).split("\n");
      pending = parts.pop() ?? "";
      parts.forEach(give);
    },
    flush: (): void => {
      const rest = pending;
      pending = "";
      give(rest);
    },
  };
};

/** One framed log event; `timestamp` is ISO 8601. */
export type LogFrame = { readonly timestamp: string; readonly text: string };

const headerBytes = 16;
const frameType = 0xa55a;

type Taken = { readonly frame: LogFrame; readonly rest: Buffer };

// A handler can write to the descriptor itself: what is no frame is passed on as text.
const unframed = (buffer: Buffer): Taken => ({
  frame: { timestamp: new Date().toISOString(), text: buffer.toString("utf8") },
  rest: Buffer.alloc(0),
});

const take = (buffer: Buffer): Taken | undefined => {
  if (buffer.length < headerBytes) return undefined;
  if (buffer.readUInt16BE(0) !== frameType) return unframed(buffer);
  const end = headerBytes + buffer.readUInt32BE(4);
  if (buffer.length < end) return undefined;
  const timestamp = new Date(Number(buffer.readBigInt64BE(8) / 1000n)).toISOString();
  return { frame: { timestamp, text: buffer.toString("utf8", headerBytes, end) }, rest: buffer.subarray(end) };
};

/**
 * Reads the frames that AWS's Node.js runtime writes on its telemetry descriptor:
 * type (4 bytes), length (4), microseconds since 1970 (8), text; big-endian. Source: aws-lambda-nodejs-runtime-interface-client.
 */
export const makeLogFrameReader = (onFrame: (frame: LogFrame) => void): ((chunk: Buffer) => void) => {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let taken = take(pending); taken !== undefined; taken = take(pending)) {
      pending = taken.rest;
      onFrame(taken.frame);
    }
  };
};

const ranks: readonly unknown[] = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const rankOf = ({ level, timestamp }: JsonObject): number => {
  const rank = ranks.indexOf(typeof level === "string" ? level.toUpperCase() : level);
  return rank < 0 || typeof timestamp !== "string" || !RFC_3339.test(timestamp) ? ranks.indexOf("INFO") : rank;
};

/**
 * Whether Lambda keeps a line that a handler wrote to its standard output by itself. The level that a JSON
 * object names counts, and INFO where it names none or no valid timestamp; the line stays as it was written.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export const keepsOwnLine = (
  { applicationLogLevel }: Pick<FunctionSpec, "applicationLogLevel">,
  line: string,
): boolean => {
  const said = E.toUnion(parseJson(() => undefined)(line));
  return !isJsonObject(said) || rankOf(said) >= ranks.indexOf(applicationLogLevel);
};
