import type { Change } from "../change";
import type { StoredConversation } from "../stored-conversation";

/** The worker that was sending is gone without a word: the message is not sent again blindly, but looked into at once. */
export const markUncertain = ({ lease_owner }: StoredConversation, reason: string, at: Date): Change => ({
  when: { lease_owner, send_state: "sending" },
  set: {
    send_state: "uncertain",
    failure_reason: reason,
    next_check_at: at.toISOString(),
    updated_at: at.toISOString(),
  },
});
