import type { TimelineEntry } from "../api/conversation";
import type { KnownConversation } from "./known-conversation";

/** What is told of one moment. */
export type Told = Pick<TimelineEntry, "kind" | "title" | "detail">;

/** Facts that are not there are left out of the detail. */
export const told = (kind: Told["kind"], title: string, ...facts: readonly unknown[]): Told => ({
  kind,
  title,
  detail: facts.filter((fact) => typeof fact === "string" && fact !== "").join(", "),
});

const fact = (at: string, one: Told, attempt: number | null = null): TimelineEntry => ({
  at,
  ...one,
  attempt,
  source: "record",
});

const ofNow = (known: KnownConversation): readonly TimelineEntry[] => {
  const { conversation_status, delivery_status, failure_reason, updated_at } = known;
  if (delivery_status !== "")
    return [fact(updated_at, told("delivery", `Delivery: ${delivery_status}`, failure_reason))];
  if (failure_reason !== "")
    return [fact(updated_at, told("trouble", `Status: ${conversation_status}`, failure_reason))];
  return [];
};

/** What a record by itself tells of its past; it keeps the last of several setbacks or receipts only. */
export const recordTimeline = (known: KnownConversation): readonly TimelineEntry[] =>
  [
    fact(known.accepted_at, told("step", "Accepted by the router")),
    fact(known.created_at, told("step", "Claimed by a processor", `processor ${known.processor_version}`)),
    ...known.attempts.map(({ sending_at, attempt_id }, index) =>
      fact(sending_at, told("step", "Committed to send", `attempt ${attempt_id}`), index + 1),
    ),
    ...known.messages.map(({ timestamp, message_id }) =>
      fact(timestamp, told("step", "The carrier took the message", message_id)),
    ),
    ...known.conflicts.map(({ at }) => fact(at, told("note", "Another request reused the id", "It was not sent."))),
    ...known.settlements.map(({ at, by, outcome, reason }) =>
      fact(at, told("operator", `Settled by ${by || "an operator"}: ${outcome}`, reason)),
    ),
    ...ofNow(known),
  ].filter(({ at }) => at !== "");

/** Oldest first; of what happened in the same millisecond, the first found stays first. */
export const inOrder = (...lists: readonly (readonly TimelineEntry[])[]): readonly TimelineEntry[] =>
  lists.flat().sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
