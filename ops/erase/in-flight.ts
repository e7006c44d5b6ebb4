import type { JsonObject } from "../../runtime/codec/json-object";

/** Seconds that a worker can be at it, by the longest that Lambda lets a function run. */
const LONGEST_WORK_SECONDS = 900;

/** Why a conversation cannot be erased now, if it cannot: somebody is sending, or finds out whether it was sent. */
export const inFlight = (record: JsonObject, now: Date): string | undefined => {
  const { send_state, conversation_status, lease_until, erased_at } = record;
  if (erased_at !== undefined) return undefined;
  if (send_state === "sending") return "it is being sent, or its worker ended while sending";
  if (send_state === "uncertain" && conversation_status !== "delivery_unknown")
    return "it is being looked into whether it was sent";
  const isWaiting = send_state === "accepted" || send_state === "drafted";
  return isWaiting && String(lease_until) > now.toISOString() ? `a worker has it until ${lease_until}` : undefined;
};

/** The same of a request whose conversation is not recorded: a worker may be about to. */
export const justTakenUp = ({ created_at }: JsonObject, now: Date): string | undefined =>
  now.getTime() - Date.parse(String(created_at)) < LONGEST_WORK_SECONDS * 1000
    ? `its request was taken up at ${created_at}, and its record may follow`
    : undefined;
