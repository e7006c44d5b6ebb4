import { isJsonObject, type JsonObject } from "../../../runtime/codec/json";
import type { TimelineEntry } from "../api/conversation";
import { textOf } from "./summary-of";

type Fact = Omit<TimelineEntry, "source">;

const objects = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

const fact = (at: unknown, kind: Fact["kind"], title: string, detail = "", attempt: number | null = null): Fact => ({
  at: textOf(at),
  kind,
  title,
  detail,
  attempt,
});

const ofSettlements = ({ settlements }: JsonObject): readonly Fact[] =>
  objects(settlements).map(({ at, by, outcome, reason }) =>
    fact(at, "operator", `Settled by ${textOf(by, "an operator")}: ${textOf(outcome)}`, textOf(reason)),
  );

const ofAttempts = ({ attempts }: JsonObject): readonly Fact[] =>
  objects(attempts).map(({ sending_at, attempt_id }, index) =>
    fact(sending_at, "step", "Committed to send", `attempt ${textOf(attempt_id)}`, index + 1),
  );

const ofConflicts = ({ conflicts }: JsonObject): readonly Fact[] =>
  objects(conflicts).map(({ at }) => fact(at, "note", "Another request reused the id", "It was not sent."));

const ofMessages = ({ messages }: JsonObject): readonly Fact[] =>
  objects(messages).map(({ timestamp, message_id }) =>
    fact(timestamp, "step", "The carrier took the message", textOf(message_id)),
  );

const ofNow = (record: JsonObject): readonly Fact[] => {
  const { conversation_status, delivery_status, failure_reason, updated_at } = record;
  const delivery = textOf(delivery_status);
  if (delivery !== "") return [fact(updated_at, "delivery", `Delivery: ${delivery}`, textOf(failure_reason))];
  const reason = textOf(failure_reason);
  return reason === "" ? [] : [fact(updated_at, "trouble", `Status: ${textOf(conversation_status)}`, reason)];
};

/** What a record by itself tells of its past; it keeps the last of several setbacks or receipts only. */
export const recordTimeline = (record: JsonObject): readonly TimelineEntry[] =>
  [
    fact(record.accepted_at, "step", "Accepted by the router"),
    fact(record.created_at, "step", "Claimed by a processor", `processor ${textOf(record.processor_version)}`),
    ...ofAttempts(record),
    ...ofMessages(record),
    ...ofConflicts(record),
    ...ofSettlements(record),
    ...ofNow(record),
  ]
    .filter(({ at }) => at !== "")
    .map((one) => ({ ...one, source: "record" as const }));

/** Oldest first; of what happened in the same millisecond, the first found stays first. */
export const inOrder = (...lists: readonly (readonly TimelineEntry[])[]): readonly TimelineEntry[] =>
  lists.flat().sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
