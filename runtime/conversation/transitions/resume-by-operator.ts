import type { Change } from "../change";
import { checkBucket } from "../check-bucket";
import { isoAfter } from "../lease";
import type { StoredConversation } from "../stored-conversation";
import { untouched } from "./untouched";

export type OperatorsResumption = { readonly reason: string; readonly by: string; readonly at: Date };

/** Seconds after which the sweeper looks, should the fresh message be lost. */
const LOOK_AFTER_SECONDS = 300;

/** Puts a conversation that nobody goes on with under the sweeper's eyes again, and keeps who did, when and why. */
export const resumeByOperator = (
  conversation: StoredConversation,
  { reason, by, at }: OperatorsResumption,
): Change => ({
  when: untouched(conversation),
  set: {
    sweeps: 0,
    check_bucket: checkBucket(conversation.conversation_id),
    next_check_at: isoAfter(at, LOOK_AFTER_SECONDS),
    updated_at: at.toISOString(),
  },
  append: { settlements: [{ at: at.toISOString(), by, outcome: "resume", reason }] },
});
