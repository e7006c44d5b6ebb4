import type { StoredConversation } from "../stored-conversation";

/** The condition of those who do not hold the lease: nobody has claimed the record or moved its state since it was read. */
export const untouched = ({ send_state, lease_owner, lease_until }: StoredConversation) => ({
  send_state,
  lease_owner,
  lease_until,
});
