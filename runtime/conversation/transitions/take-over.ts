import type { Change } from "../change";
import { checkBucket } from "../check-bucket";
import type { ConversationKey } from "../conversation-key";
import type { Lease } from "../lease";

/** Takes a conversation whose holder's lease has expired; a holder that renewed meanwhile keeps it. */
export const takeOver = (expired: Lease & ConversationKey, lease: Lease, nextCheckAt: string): Change => ({
  when: { lease_owner: expired.lease_owner, lease_until: expired.lease_until },
  set: { ...lease, check_bucket: checkBucket(expired.conversation_id), next_check_at: nextCheckAt },
});
