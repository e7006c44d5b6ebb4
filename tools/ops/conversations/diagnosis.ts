import * as E from "fp-ts/Either";
import { decodeOr, type JsonObject } from "../../../runtime/codec/json";
import { Conversation } from "../../../runtime/conversation/conversation";

/** Who moves a conversation on: time does, an operator settles it, or a redrive after the cause is mended; or nobody, for it is final. */
export type Needs = "time" | "settle" | "redrive" | "nothing";

export type Diagnosis = { readonly needs: Needs; readonly why: string };

const time = (why: string): Diagnosis => ({ needs: "time", why });

const lastSetback = (record: JsonObject): string =>
  typeof record.failure_reason === "string" ? `; last setback: ${record.failure_reason}` : "";

const nextLook = ({ next_check_at }: Conversation): string => `the sweeper looks at ${next_check_at}`;

const ofUndrafted = (conversation: Conversation, record: JsonObject, isHeld: boolean): Diagnosis => {
  if (isHeld) return time(`a worker has it until ${conversation.lease_until}${lastSetback(record)}`);
  return conversation.next_check_at === undefined
    ? {
        needs: "redrive",
        why: `nobody goes on with it, its message should be in the dead letters: ${String(record.failure_reason ?? "no reason on the record")}`,
      }
    : time(`waits for its next receive; ${nextLook(conversation)}${lastSetback(record)}`);
};

const ofSending = (conversation: Conversation, isHeld: boolean): Diagnosis =>
  isHeld
    ? time(`a worker is sending it until ${conversation.lease_until}`)
    : time(`its worker ended while sending; ${nextLook(conversation)}`);

const ofUncertain = (conversation: Conversation, record: JsonObject): Diagnosis =>
  conversation.conversation_status === "delivery_unknown"
    ? { needs: "settle", why: `nobody knows whether it was sent: ${String(record.failure_reason ?? "no reason")}` }
    : time(`looked into whether it was sent; ${nextLook(conversation)}${lastSetback(record)}`);

/** Why a conversation is not final, and what moves it on. */
export const diagnosisOf = (record: JsonObject, now: Date): Diagnosis => {
  const decoded = decodeOr(Conversation, (places) => places)(record);
  if (E.isLeft(decoded)) return { needs: "nothing", why: `the record cannot be read: ${decoded.left}` };
  const conversation = decoded.right;
  const isHeld = conversation.lease_until > now.toISOString();
  switch (conversation.send_state) {
    case "accepted":
    case "drafted":
      return ofUndrafted(conversation, record, isHeld);
    case "sending":
      return ofSending(conversation, isHeld);
    case "uncertain":
      return ofUncertain(conversation, record);
    case "failed":
      return { needs: "nothing", why: `failed for good: ${String(record.failure_reason ?? "no reason")}` };
    case "sent":
      return { needs: "nothing", why: "sent" };
  }
};
