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

const advance = (conversation: StoredConversation, receipt: Receipt, at: Date): Change => ({
  when: { ...untouched(conversation), delivery_status: conversation.delivery_status ?? "" },
  set: {
    delivery_status: receipt.status,
    failure_reason: failureReason(receipt),
    messages: conversation.messages.map((message, index) =>
      index === 0 ? { ...message, delivery_status: receipt.status } : message,
    ),
    updated_at: at.toISOString(),
  },
});

const isRecorded = ({ attempts = [] }: StoredConversation, { attemptId }: Receipt): boolean =>
  attempts.some(({ attempt_id }) => attempt_id === attemptId);

/**
 * A receipt of any recorded attempt proves that the message was sent, whatever state the record was left in; after that
 * only a higher rank moves the delivery on.
 */
export const applyReceipt = (conversation: StoredConversation, receipt: Receipt, at: Date): Applied => {
  if (!isRecorded(conversation, receipt) || deliveryRank(receipt.status) === 0) return { _tag: "Nothing" };
  if (conversation.send_state !== "sent") return { _tag: "Change", change: adopt(conversation, receipt, at) };
  if (conversation.attempt_id !== receipt.attemptId) return { _tag: "Duplicate" };
  return deliveryRank(receipt.status) > deliveryRank(conversation.delivery_status)
    ? { _tag: "Change", change: advance(conversation, receipt, at) }
    : { _tag: "Nothing" };
};
