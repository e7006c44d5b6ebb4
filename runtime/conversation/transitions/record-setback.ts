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
  /** When the sweeper looks, should the message not come back; never, once the dead letters have it. */
  readonly nextCheckAt: string | undefined;
  readonly at: Date;
};

/** A call that was not made or not taken leaves a draft, whether or not its commit reached the store. */
const statesBefore = (sendState: SendState | undefined): SendState | readonly SendState[] => {
  if (sendState === undefined) return ["accepted", "drafted"];
  return sendState === "drafted" ? ["drafted", "sending"] : "sending";
};

/**
 * Notes why a step failed and gives the conversation free at once, so that the next receive can go on. Refused when a
 * receipt has been faster: a message that the carrier reports on is sent, whatever became of its call.
 */
export const recordSetback = (
  lease: Lease,
  { status, reason, sendState, nextCheckAt, at }: RecordedSetback,
): Change => ({
  when: { ...heldBy(lease), send_state: statesBefore(sendState) },
  set: {
    conversation_status: status,
    failure_reason: reason,
    lease_until: at.toISOString(),
    updated_at: at.toISOString(),
    ...(sendState === undefined ? {} : { send_state: sendState }),
    ...(nextCheckAt === undefined ? {} : { next_check_at: nextCheckAt }),
  },
  ...(nextCheckAt === undefined ? { remove: ["check_bucket", "next_check_at"] } : {}),
});
