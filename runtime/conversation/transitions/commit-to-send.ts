import type { Change } from "../change";
import type { Lease } from "../lease";
import { heldBy } from "./held-by";

export type Attempt = { readonly attempt_id: string; readonly sending_at: string };

/** The intent log: written before the carrier is called, so that a death in between leaves a trace. */
export const commitToSend = (lease: Lease, attempt: Attempt): Change => ({
  when: { ...heldBy(lease), send_state: "drafted" },
  set: { send_state: "sending", ...attempt, updated_at: attempt.sending_at },
  append: { attempts: [attempt] },
});
