import type { Change } from "../change";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

/** There is nothing more to check. */
export const leaveIndex = (conversation: StoredConversation): Change => ({
  when: untouched(conversation),
  set: {},
  remove: ["check_bucket", "next_check_at"],
});
