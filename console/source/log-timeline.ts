import type { JsonObject } from "../../runtime/codec/json-object";
import type { TimelineEntry } from "../api/conversation-view";
import { textOf } from "./summary-of";

/** An event that a function logged. */
export type LoggedEvent = { readonly at: string; readonly functionName: string; readonly event: JsonObject };

type Told = Pick<TimelineEntry, "kind" | "title" | "detail">;

const words = (...parts: readonly unknown[]): string =>
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
        detail: words(event.reason, event.critical === true ? "critical: the alarm fires" : ""),
      };
    case "not_processed":
      return { kind: "note", title: "A delivery was not processed", detail: words(event.status, event.reason) };
    case "reconciled":
      return { kind: "note", title: "The sweeper found out", detail: words(event.status, event.reason) };
    case "delivery_unknown":
      return { kind: "trouble", title: "Nobody can know whether it was sent", detail: words(event.reason) };
    case "stranded":
      return { kind: "trouble", title: "Given up: an operator is needed", detail: words(event.reason) };
    case "heartbeat_failed":
      return { kind: "trouble", title: "The lease was lost", detail: words(event.status, event.reason) };
    case "sweep_put_off":
      return { kind: "note", title: "The sweeper looks again later", detail: words(event.status, event.reason) };
    case "sent_twice":
      return { kind: "trouble", title: "The carrier reports a second message", detail: words(event.message_id) };
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
