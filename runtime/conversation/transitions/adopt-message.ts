import type { Accepted } from "../../ports/carrier";
import type { Change } from "../change";
import { initialMessage } from "../initial-message";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

export type Adoption = {
  readonly attemptId: string;
  readonly accepted: Accepted;
  readonly failureReason: string | null;
  readonly at: Date;
};

/** Records a message that the carrier turned out to have. */
export const adoptMessage = (
  conversation: StoredConversation,
  { attemptId, accepted, failureReason, at }: Adoption,
): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "sent",
    attempt_id: attemptId,
    conversation_status: "initial_message_sent",
    task_complete: 1,
    delivery_status: accepted.deliveryStatus,
    failure_reason: failureReason,
    messages: [initialMessage({ ...accepted, draft: conversation.draft, at })],
    ...(conversation.channel_method === "email" ? { email_id: accepted.messageId } : {}),
    updated_at: at.toISOString(),
  },
  remove: ["check_bucket", "next_check_at"],
});
