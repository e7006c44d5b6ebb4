import * as E from "fp-ts/Either";
import type { JsonObject } from "../../../runtime/codec/json";
import { type Conversation, decodeConversation, isGivenUp } from "../../../runtime/conversation/conversation";

/** Who moves a conversation on: time does, an operator settles it, or a redrive after the cause is mended; or nobody, for it is final. */
type Needs = "time" | "settle" | "redrive" | "nothing";

export type Diagnosis = { readonly needs: Needs; readonly why: string };

const time = (why: string): Diagnosis => ({ needs: "time", why });

const lastSetback = ({ failure_reason }: Conversation): string =>
  typeof failure_reason === "string" ? `; last setback: ${failure_reason}` : "";

const nextLook = ({ next_check_at }: Conversation): string => `the sweeper looks at ${next_check_at}`;

const ofUndrafted = (conversation: Conversation, isHeld: boolean): Diagnosis => {
  if (isHeld) return time(`a worker has it until ${conversation.lease_until}${lastSetback(conversation)}`);
  return isGivenUp(conversation)
    ? {
        needs: "redrive",
        why: `nobody goes on with it, its message should be in the dead letters: ${conversation.failure_reason ?? "no reason on the record"}`,
      }
    : time(`waits for its next receive; ${nextLook(conversation)}${lastSetback(conversation)}`);
};

const ofSending = (conversation: Conversation, isHeld: boolean): Diagnosis =>
  isHeld
    ? time(`a worker is sending it until ${conversation.lease_until}`)
    : time(`its worker ended while sending; ${nextLook(conversation)}`);

const ofUncertain = (conversation: Conversation): Diagnosis =>
  conversation.conversation_status === "delivery_unknown"
    ? { needs: "settle", why: `nobody knows whether it was sent: ${conversation.failure_reason ?? "no reason"}` }
    : time(`looked into whether it was sent; ${nextLook(conversation)}${lastSetback(conversation)}`);

/** Why a conversation is not final, and what moves it on. */
export const diagnosisOf = (record: JsonObject, now: Date): Diagnosis => {
  const decoded = decodeConversation(record);
  if (E.isLeft(decoded)) return { needs: "nothing", why: `it cannot be read: ${decoded.left.reason}` };
  const conversation = decoded.right;
  const isHeld = conversation.lease_until > now.toISOString();
  switch (conversation.send_state) {
    case "accepted":
    case "drafted":
      return ofUndrafted(conversation, isHeld);
    case "sending":
      return ofSending(conversation, isHeld);
    case "uncertain":
      return ofUncertain(conversation);
    case "failed":
      if (conversation.cancelled !== undefined)
        return { needs: "nothing", why: `cancelled at ${conversation.cancelled.at}` };
      return { needs: "nothing", why: `failed for good: ${conversation.failure_reason ?? "no reason"}` };
    case "sent":
      return { needs: "nothing", why: "sent" };
  }
};
