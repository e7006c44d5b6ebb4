import type { Change } from "../change";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

/** The carrier had none of many attempts: the draft stays, for a redrive or an operator once the cause is mended. */
export const giveUpSending = (conversation: StoredConversation, reason: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "drafted",
    conversation_status: "failed_to_send_message",
    failure_reason: reason,
    lease_until: at.toISOString(),
    updated_at: at.toISOString(),
  },
  remove: ["check_bucket", "next_check_at"],
});
