import type { JsonObject } from "../codec/json";
import { type Conversation, isoAfter } from "./conversation";
import { type Change, goneOn, released, sent, unlooked, untouched, unwatched, watched } from "./transitions";

/** What an operator decided on a send of which nobody knows whether it came about: it did, it did not, or it shall not. */
export type OperatorsOutcome = "sent" | "resend" | "failed";

type OperatorsSettlement = {
  readonly outcome: OperatorsOutcome;
  readonly reason: string;
  /** The operator's name on the machine that the command ran on. */
  readonly by: string;
  readonly at: Date;
  /** The carrier's id of the message, where the operator found it there. */
  readonly messageId: string | undefined;
};

/** Seconds after which the sweeper looks, should the fresh message be lost. */
const LOOK_AFTER_SECONDS = 300;

const SETTLED = "settled by an operator";

/** A failure's reason for whoever is outside of the house: what an operator wrote stays inside. */
export const publicReason = (reason: string | null): string | null =>
  reason?.startsWith(`${SETTLED}: `) ? SETTLED : reason;

/** The lowest rank of a delivery, which any receipt moves on. */
const ACCEPTED = "accepted";

/** Under the sweeper's eyes again, as if it had never picked the conversation up. */
const watchedAgain = (conversation: Conversation, at: Date): JsonObject => ({
  sweeps: 0,
  ...watched(conversation, isoAfter(at, LOOK_AFTER_SECONDS)),
});

type Moved = Pick<Change, "set" | "remove">;

const moved = (conversation: Conversation, { outcome, reason, at, messageId }: OperatorsSettlement): Moved => {
  switch (outcome) {
    case "sent":
      return sent({
        key: conversation,
        absences: conversation.absences ?? 0,
        channel: conversation.channel_method,
        messageId: messageId ?? null,
        deliveryStatus: ACCEPTED,
        text: undefined,
        draft: conversation.draft,
        at,
      });
    case "resend":
      return {
        set: {
          send_state: "drafted",
          conversation_status: "processing",
          failure_reason: null,
          ...released(at),
          ...watchedAgain(conversation, at),
        },
        remove: goneOn,
      };
    case "failed":
      return {
        set: {
          send_state: "failed",
          conversation_status: "failed_to_send_message",
          failure_reason: `${SETTLED}: ${reason}`,
        },
        remove: unwatched,
      };
  }
};

/** Settles an uncertain send as an operator decided, and keeps who did, when and why; refused once it is uncertain no more. */
export const settleByOperator = (conversation: Conversation, settlement: OperatorsSettlement): Change => {
  const { set, ...rest } = moved(conversation, settlement);
  const { outcome, reason, by, at } = settlement;
  return {
    when: { ...untouched(conversation), send_state: "uncertain" },
    set: { ...set, updated_at: at.toISOString() },
    append: {
      settlements: [{ at: at.toISOString(), by, outcome, reason, attempt_id: conversation.attempt_id ?? null }],
    },
    ...rest,
  };
};

type OperatorsResumption = { readonly reason: string; readonly by: string; readonly at: Date };

/** Puts a conversation that nobody goes on with under the sweeper's eyes again, and keeps who did, when and why. */
export const resumeByOperator = (conversation: Conversation, { reason, by, at }: OperatorsResumption): Change => ({
  when: unlooked(conversation),
  set: { ...watchedAgain(conversation, at), updated_at: at.toISOString() },
  remove: goneOn,
  append: { settlements: [{ at: at.toISOString(), by, outcome: "resume", reason }] },
});

/** Brings back what had failed for a cause that is mended, as far as it had come, and keeps why it had failed besides. */
export const reopenByOperator = (conversation: Conversation, { reason, by, at }: OperatorsResumption): Change => ({
  when: { ...untouched(conversation), send_state: "failed" },
  set: {
    send_state: conversation.draft === undefined ? "accepted" : "drafted",
    conversation_status: "processing",
    failure_reason: null,
    ...released(at),
    ...watchedAgain(conversation, at),
    updated_at: at.toISOString(),
  },
  append: {
    settlements: [{ at: at.toISOString(), by, outcome: "reopen", reason, was: conversation.failure_reason ?? null }],
  },
});
