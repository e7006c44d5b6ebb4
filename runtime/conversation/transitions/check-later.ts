import type { Change } from "../change";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

/** Looks again at `nextCheckAt`; `sweeps` counts the times that the sweeper had to pick the conversation up. */
export const checkLater = (conversation: StoredConversation, nextCheckAt: string, sweeps: number): Change => ({
  when: untouched(conversation),
  set: { next_check_at: nextCheckAt, sweeps },
});
