import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { LogLineView, TimelineEntry } from "../api/conversation";
import { textOf } from "./summary-of";

/** An event that a function logged. */
export type LoggedEvent = { readonly at: string; readonly functionName: string; readonly event: JsonObject };

type Told = Pick<TimelineEntry, "kind" | "title" | "detail">;

const joined = (...parts: readonly unknown[]): string =>
  parts.filter((part) => typeof part === "string" && part !== "").join(", ");

/** What is not on the record; the rest stands there already. */
const tell = (event: JsonObject): Told | undefined => {
  switch (event.event) {
    case "request_accepted":
      return { kind: "step", title: "Accepted by the router, queued", detail: "" };
    case "setback":
      return {
        kind: "trouble",
        title: `Setback: ${textOf(event.status)}`,
        detail: joined(event.reason, event.critical === true ? "critical: the alarm fires" : ""),
      };
    case "not_processed":
      return { kind: "note", title: "A delivery was not processed", detail: joined(event.status, event.reason) };
    case "reconciled":
      return { kind: "note", title: "The sweeper found out", detail: joined(event.status, event.reason) };
    case "delivery_unknown":
      return { kind: "trouble", title: "Nobody can know whether it was sent", detail: joined(event.reason) };
    case "stranded":
      return { kind: "trouble", title: "Given up: an operator is needed", detail: joined(event.reason) };
    case "heartbeat_failed":
      return { kind: "trouble", title: "The lease was lost", detail: joined(event.status, event.reason) };
    case "sweep_put_off":
      return { kind: "note", title: "The sweeper looks again later", detail: joined(event.status, event.reason) };
    case "sent_twice":
      return { kind: "trouble", title: "The carrier reports a second message", detail: joined(event.message_id) };
    default:
      return undefined;
  }
};

/** What the functions' log lines add to a conversation's past. */
export const logTimeline = (events: readonly LoggedEvent[]): readonly TimelineEntry[] =>
  events.flatMap(({ at, event }) => {
    const told = tell(event);
    const attempt = typeof event.attempt === "number" ? event.attempt : null;
    return told === undefined ? [] : [{ at, attempt, source: "log" as const, ...told }];
  });

/** A line of a function's log group. */
export type FunctionLine = { readonly functionName: string; readonly timestamp: string; readonly line: string };

const parsed = (line: string): JsonObject => {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
};

/** The object that the runtime logged, which Lambda puts under `message`; nothing for the platform's own lines. */
export const loggedEvent = ({ functionName, timestamp, line }: FunctionLine): LoggedEvent | undefined => {
  const { message } = parsed(line);
  return isJsonObject(message) ? { at: timestamp, functionName, event: message } : undefined;
};

/** A line as the console shows it. */
export const logLineView = ({ functionName, timestamp, line }: FunctionLine): LogLineView => {
  const { level, message } = parsed(line);
  return {
    at: timestamp,
    source: functionName,
    level: typeof level === "string" ? level : "",
    text: isJsonObject(message) ? JSON.stringify(message) : line,
  };
};
