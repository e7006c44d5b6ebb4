import type { Change } from "../change";
import type { ConversationStatus } from "../conversation-status";
import type { Lease } from "../lease";
import type { SendState } from "../send-state";
import { heldBy } from "./held-by";

export type RecordedSetback = {
  readonly status: ConversationStatus;
  readonly reason: string;
  /** The state that the setback leaves, where it changes it. */
  readonly sendState: SendState | undefined;
  readonly at: Date;
};

/** Notes why a step failed and gives the conversation free at once, so that the next receive can go on. */
export const recordSetback = (lease: Lease, { status, reason, sendState, at }: RecordedSetback): Change => ({
  when: heldBy(lease),
  set: {
    conversation_status: status,
    failure_reason: reason,
    lease_until: at.toISOString(),
    updated_at: at.toISOString(),
    ...(sendState === undefined ? {} : { send_state: sendState }),
  },
  ...(sendState === "failed" ? { remove: ["check_bucket", "next_check_at"] } : {}),
});
