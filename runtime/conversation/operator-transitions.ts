import { checkBucket, initialMessage, isoAfter, type StoredConversation } from "./conversation";
import { type Change, untouched } from "./transitions";

/** What an operator decided on a send of which nobody knows whether it came about: it did, it did not, or it shall not. */
export type OperatorsOutcome = "sent" | "resend" | "failed";

export type OperatorsSettlement = {
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

/** The lowest rank of a delivery, which any receipt moves on. */
const ACCEPTED = "accepted";

const openIndex = ["check_bucket", "next_check_at"];

const asSent = (conversation: StoredConversation, { at, messageId }: OperatorsSettlement) => ({
  set: {
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    delivery_status: ACCEPTED,
    failure_reason: null,
    messages: [
      {
        ...initialMessage({
          messageId: "",
          deliveryStatus: ACCEPTED,
          text: undefined,
          draft: conversation.draft,
          at,
        }),
        message_id: messageId ?? null,
      },
    ],
    ...(conversation.channel_method === "email" ? { email_id: messageId ?? null } : {}),
  },
  remove: openIndex,
});

const asDrafted = ({ conversation_id }: StoredConversation, { at }: OperatorsSettlement) => ({
  set: {
    send_state: "drafted",
    conversation_status: "processing",
    failure_reason: null,
    lease_until: at.toISOString(),
    sweeps: 0,
    check_bucket: checkBucket(conversation_id),
    next_check_at: isoAfter(at, LOOK_AFTER_SECONDS),
  },
});

const asFailed = ({ reason }: OperatorsSettlement) => ({
  set: {
    send_state: "failed",
    conversation_status: "failed_to_send_message",
    failure_reason: `settled by an operator: ${reason}`,
  },
  remove: openIndex,
});

const moved = (conversation: StoredConversation, settlement: OperatorsSettlement) => {
  switch (settlement.outcome) {
    case "sent":
      return asSent(conversation, settlement);
    case "resend":
      return asDrafted(conversation, settlement);
    case "failed":
      return asFailed(settlement);
  }
};

/** Settles an uncertain send as an operator decided, and keeps who did, when and why; refused once it is uncertain no more. */
export const settleByOperator = (conversation: StoredConversation, settlement: OperatorsSettlement): Change => {
  const { set, ...rest } = { remove: undefined, ...moved(conversation, settlement) };
  const { outcome, reason, by, at } = settlement;
  return {
    when: { ...untouched(conversation), send_state: "uncertain" },
    set: { ...set, updated_at: at.toISOString() },
    append: {
      settlements: [{ at: at.toISOString(), by, outcome, reason, attempt_id: conversation.attempt_id ?? null }],
    },
    ...(rest.remove === undefined ? {} : { remove: rest.remove }),
  };
};

export type OperatorsResumption = { readonly reason: string; readonly by: string; readonly at: Date };

/** Seconds after which the sweeper looks, should the fresh message be lost. */
const RESUMED_LOOK_AFTER_SECONDS = 300;

/** Puts a conversation that nobody goes on with under the sweeper's eyes again, and keeps who did, when and why. */
export const resumeByOperator = (
  conversation: StoredConversation,
  { reason, by, at }: OperatorsResumption,
): Change => ({
  when: untouched(conversation),
  set: {
    sweeps: 0,
    check_bucket: checkBucket(conversation.conversation_id),
    next_check_at: isoAfter(at, RESUMED_LOOK_AFTER_SECONDS),
    updated_at: at.toISOString(),
  },
  append: { settlements: [{ at: at.toISOString(), by, outcome: "resume", reason }] },
});
