import type { JsonObject } from "../../../runtime/codec/json";
import type { Write } from "../../helpers/in-memory-conversations";

const OPENED = ["open", "read", "click", "replied"];
const NOT_DELIVERED = ["failed", "undelivered", "dropped", "bounce", "blocked"];

/** An event as a version of an item has it: its type, what it is about, and when. */
export type Expected = { readonly type: string; readonly about: string; readonly timestamp: string };

const ofConversation = (item: JsonObject): Readonly<Record<string, boolean>> => {
  const { send_state: state, conversation_status: status, delivery_status, given_up_at } = item;
  const word = String(delivery_status);
  const hasFailed = state === "failed";
  return {
    "conversation.accepted": item.request_id_taken !== true,
    "conversation.cancelled": hasFailed && status === "cancelled",
    "recipient.suppressed": hasFailed && status === "suppressed",
    "message.failed":
      (hasFailed && status !== "cancelled" && status !== "suppressed") ||
      (!hasFailed && given_up_at !== undefined && status !== "delivery_unknown"),
    "message.sent": state === "sent",
    "message.delivered": word === "delivered",
    "message.read": OPENED.includes(word),
    // Apart from the other one: what had failed may turn out to have been sent, and fail once more on its way.
    "message.failed, on its way": NOT_DELIVERED.includes(word),
    "message.unknown": status === "delivery_unknown",
  };
};

const ofOthers = (item: JsonObject): Readonly<Record<string, boolean>> => ({
  "recipient.opted_out": item.state === "suppressed",
  "recipient.opted_in": item.state === "clear",
  "message.received": item.kind === "received" && item.conversation !== undefined,
  "message.unmatched": item.kind === "received" && item.conversation === undefined,
  "conversation.cancelled": item.kind === undefined && item.cancelled_at !== undefined,
});

/** What holds of an item as it stands, by the events' names. */
const holding = (item: JsonObject | undefined): ReadonlySet<string> => {
  const isTold = item !== undefined && item.erased_at === undefined;
  if (!isTold || (item.events_to === undefined && item.project_id !== "#consent")) return new Set();
  const facts = item.send_state === undefined ? ofOthers(item) : ofConversation(item);
  return new Set(Object.keys(facts).filter((name) => facts[name]));
};

const aboutOf = ({ send_state, conversation_id, conversation, message_id }: JsonObject): string =>
  String(send_state === undefined ? (conversation ?? message_id ?? "somebody") : conversation_id);

const timeOf = ({ updated_at, received_at, changed_at, cancelled_at }: JsonObject): string =>
  String(updated_at ?? received_at ?? changed_at ?? cancelled_at);

/** What an item's versions tell, each of them what holds of it and did not hold of the one before. Nothing of the code that tells it is used. */
export const expectedOf = ({ old, now = {} }: Write): readonly Expected[] => {
  const before = holding(old);
  return [...holding(now)]
    .filter((name) => !before.has(name))
    .map((name) => ({ type: name.split(",")[0] ?? "", about: aboutOf(now), timestamp: timeOf(now) }));
};
