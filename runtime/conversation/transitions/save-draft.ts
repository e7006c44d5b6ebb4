import type { Change } from "../change";
import type { Draft } from "../draft";
import type { Lease } from "../lease";
import { heldBy } from "./held-by";

/** Keeps what the assistant wrote, before it is sent. */
export const saveDraft = (lease: Lease, draft: Draft, at: Date): Change => ({
  when: { ...heldBy(lease), send_state: "accepted" },
  set: { send_state: "drafted", draft, thread_id: draft.thread_id, updated_at: at.toISOString() },
});
