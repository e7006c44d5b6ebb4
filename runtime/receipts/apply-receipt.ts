import type { Change } from "../conversation/change";
import type { StoredConversation } from "../conversation/stored-conversation";
import { adoptMessage } from "../conversation/transitions/adopt-message";
import { untouched } from "../conversation/transitions/untouched";
import { deliveryRank } from "./delivery-rank";
import type { Receipt } from "./receipt";

/** What a receipt means for a record as it stands. */
export type Applied =
  | { readonly _tag: "Nothing" }
  /** Two attempts reached the carrier: the recipient has the message twice. */
  | { readonly _tag: "Duplicate" }
  | { readonly _tag: "Change"; readonly change: Change };

const failures = ["failed", "undelivered", "dropped", "bounce", "blocked"];

const failureReason = ({ status, errorCode }: Receipt): string | null =>
  failures.includes(status) ? `carrier: ${status}${errorCode === undefined ? "" : ` (${errorCode})`}` : null;

const adopt = (conversation: StoredConversation, receipt: Receipt, at: Date): Change =>
  adoptMessage(conversation, {
    attemptId: receipt.attemptId,
    accepted: { messageId: receipt.messageId, deliveryStatus: receipt.status, text: undefined },
    failureReason: failureReason(receipt),
    at,
  });

const advance = (conversation: Reported, receipt: Receipt, at: Date): Change => ({
  when: { ...untouched(conversation), delivery_status: conversation.delivery_status },
  set: {
    delivery_status: receipt.status,
    failure_reason: failureReason(receipt),
    messages: conversation.messages.map((message, index) =>
      index === 0 ? { ...message, delivery_status: receipt.status } : message,
    ),
    updated_at: at.toISOString(),
  },
});

/** A conversation that an operator has settled is sent, and the carrier has said nothing yet. */
type Reported = StoredConversation & { readonly delivery_status: string };

const isReported = (conversation: StoredConversation): conversation is Reported =>
  conversation.send_state === "sent" && conversation.delivery_status !== null;

const isOfOtherAttempt = ({ send_state, attempt_id }: StoredConversation, { attemptId }: Receipt): boolean =>
  send_state === "sent" && attempt_id !== attemptId;

const isRecorded = ({ attempts = [] }: StoredConversation, { attemptId }: Receipt): boolean =>
  attempts.some(({ attempt_id }) => attempt_id === attemptId);

/**
 * A receipt of any recorded attempt proves that the message was sent, whatever state the record was left in; after that
 * only a higher rank moves the delivery on.
 */
export const applyReceipt = (conversation: StoredConversation, receipt: Receipt, at: Date): Applied => {
  if (!isRecorded(conversation, receipt) || deliveryRank(receipt.status) === 0) return { _tag: "Nothing" };
  if (isOfOtherAttempt(conversation, receipt)) return { _tag: "Duplicate" };
  if (!isReported(conversation)) return { _tag: "Change", change: adopt(conversation, receipt, at) };
  return deliveryRank(receipt.status) > deliveryRank(conversation.delivery_status)
    ? { _tag: "Change", change: advance(conversation, receipt, at) }
    : { _tag: "Nothing" };
};
