import type { Change } from "../change";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

/** Nobody can tell whether the carrier has the message: an operator, or a late receipt, decides. */
export const giveUpKnowing = (conversation: StoredConversation, reason: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "uncertain",
    conversation_status: "delivery_unknown",
    failure_reason: reason,
    updated_at: at.toISOString(),
  },
  remove: ["check_bucket", "next_check_at"],
});
