import * as E from "fp-ts/Either";
import { constNull, flow } from "fp-ts/function";
import { isJsonObject, type JsonObject, parseJson } from "../../../runtime/codec/json";
import type { LogLineView, TimelineEntry } from "../api/conversation";
import words from "./status-words.json";
import { type Told, told } from "./timeline";

/** A line of a function's log group. */
export type FunctionLine = { readonly functionName: string; readonly timestamp: string; readonly line: string };

const parsed = flow(
  parseJson(constNull),
  E.filterOrElse(isJsonObject, constNull),
  E.getOrElse((): JsonObject => ({})),
);

/** The object that the runtime logged, which Lambda puts under `message`; an empty one for the platform's own lines. */
export const loggedEvent = ({ line }: FunctionLine): JsonObject => {
  const { message } = parsed(line);
  return isJsonObject(message) ? message : {};
};

/** Why a message of the queue was left alone, and what the sweeper found; any other name is told as it is. */
const statusWords: Readonly<Record<string, string>> = words;

const wordsFor = (status: unknown): string => statusWords[String(status)] ?? String(status ?? "");

/** What is not on the record; the rest stands there already. */
const tell = ({ event, receive, status, reason, critical, message_id }: JsonObject): Told | undefined => {
  switch (event) {
    case "request_accepted":
      return told("step", "Accepted by the router, queued");
    case "request_repeated":
      return told("note", "The client repeated its request");
    case "setback":
      if (status === "Suppressed") return told("note", `Not sent: ${wordsFor(status)}`);
      return told(
        "trouble",
        `Setback at receive ${receive}: ${status}`,
        reason,
        critical === true && "critical: the alarm fires",
      );
    case "not_processed":
      return told("note", `A message of the queue was left alone: ${wordsFor(status)}`, reason);
    case "reconciled":
      return told("note", `The sweeper asked the carrier: ${wordsFor(status)}`, reason);
    case "delivery_unknown":
      return told("trouble", "Nobody can know whether it was sent", reason);
    case "stranded":
      return told("trouble", "Given up: an operator is needed", reason);
    case "expired":
      return told("trouble", "Too old to be sent: failed for good", reason);
    case "heartbeat_failed":
      return told("trouble", "The lease was lost", wordsFor(status), reason);
    case "sweep_put_off":
      return told("note", "The sweeper looks again later", wordsFor(status), reason);
    case "sent_twice":
      return told("trouble", "The carrier has a second message", message_id);
    case "perhaps_sent_twice":
      return told("trouble", "Perhaps the carrier has a second message", reason);
    default:
      return undefined;
  }
};

/** What the functions' log lines add to a conversation's past. */
export const logTimeline = (lines: readonly FunctionLine[]): readonly TimelineEntry[] =>
  lines.flatMap((line) => {
    const entry = tell(loggedEvent(line));
    return entry === undefined ? [] : [{ at: line.timestamp, attempt: null, source: "log" as const, ...entry }];
  });

const fieldText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The event first, in words, and what it says by its fields' names. */
const eventOf = (message: unknown, line: string): Pick<LogLineView, "text" | "fields"> => {
  if (!isJsonObject(message)) return { text: line, fields: {} };
  const { event, _aws, ...fields } = message;
  const told = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return {
    text: typeof event === "string" ? event.replaceAll("_", " ") : "a line without an event",
    fields: Object.fromEntries(told.map(([name, value]) => [name, fieldText(value)])),
  };
};

/** A line as the console shows it. */
export const logLineView = ({ functionName, timestamp, line }: FunctionLine): LogLineView => {
  const { level, message } = parsed(line);
  return {
    at: timestamp,
    source: functionName,
    level: typeof level === "string" ? level : "",
    ...eventOf(message, line),
  };
};
