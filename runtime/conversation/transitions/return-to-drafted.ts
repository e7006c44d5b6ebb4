import type { Change } from "../change";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

/** The message was not sent after all: the draft may go out again. */
export const returnToDrafted = (conversation: StoredConversation, nextCheckAt: string, at: Date): Change => ({
  when: untouched(conversation),
  set: {
    send_state: "drafted",
    conversation_status: "processing",
    failure_reason: null,
    lease_until: at.toISOString(),
    next_check_at: nextCheckAt,
    updated_at: at.toISOString(),
  },
});
