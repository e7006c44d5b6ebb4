import type { TimelineEntry } from "../api/conversation";
import type { KnownConversation } from "./known-conversation";

const fact = (
  at: string,
  kind: TimelineEntry["kind"],
  title: string,
  detail = "",
  attempt: number | null = null,
): TimelineEntry => ({ at, kind, title, detail, attempt, source: "record" });

const ofNow = (known: KnownConversation): readonly TimelineEntry[] => {
  const { conversation_status, delivery_status, failure_reason, updated_at } = known;
  if (delivery_status !== "") return [fact(updated_at, "delivery", `Delivery: ${delivery_status}`, failure_reason)];
  return failure_reason === "" ? [] : [fact(updated_at, "trouble", `Status: ${conversation_status}`, failure_reason)];
};

/** What a record by itself tells of its past; it keeps the last of several setbacks or receipts only. */
export const recordTimeline = (known: KnownConversation): readonly TimelineEntry[] =>
  [
    fact(known.accepted_at, "step", "Accepted by the router"),
    fact(known.created_at, "step", "Claimed by a processor", `processor ${known.processor_version}`),
    ...known.attempts.map(({ sending_at, attempt_id }, index) =>
      fact(sending_at, "step", "Committed to send", `attempt ${attempt_id}`, index + 1),
    ),
    ...known.messages.map(({ timestamp, message_id }) =>
      fact(timestamp, "step", "The carrier took the message", message_id),
    ),
    ...known.conflicts.map(({ at }) => fact(at, "note", "Another request reused the id", "It was not sent.")),
    ...known.settlements.map(({ at, by, outcome, reason }) =>
      fact(at, "operator", `Settled by ${by || "an operator"}: ${outcome}`, reason),
    ),
    ...ofNow(known),
  ].filter(({ at }) => at !== "");

/** Oldest first; of what happened in the same millisecond, the first found stays first. */
export const inOrder = (...lists: readonly (readonly TimelineEntry[])[]): readonly TimelineEntry[] =>
  lists.flat().sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
