import type { Accepted } from "../../ports/carrier";
import type { Channel } from "../../request/channel";
import type { Change } from "../change";
import type { Draft } from "../draft";
import { initialMessage } from "../initial-message";
import type { Lease } from "../lease";
import { heldBy } from "./held-by";

export type Settlement = {
  readonly lease: Lease;
  readonly channel: Channel;
  readonly attemptId: string;
  readonly draft: Draft;
  readonly accepted: Accepted;
  readonly at: Date;
  /** Milliseconds from the claim to the carrier's answer. */
  readonly processingMs: number;
};

/** The final record update: the carrier has accepted the message. */
export const settleSent = (settlement: Settlement): Change => ({
  when: { ...heldBy(settlement.lease), send_state: "sending", attempt_id: settlement.attemptId },
  set: {
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    delivery_status: settlement.accepted.deliveryStatus,
    failure_reason: null,
    initial_processing_time_ms: settlement.processingMs,
    messages: [initialMessage({ ...settlement.accepted, draft: settlement.draft, at: settlement.at })],
    ...(settlement.channel === "email" ? { email_id: settlement.accepted.messageId } : {}),
    updated_at: settlement.at.toISOString(),
  },
  remove: ["check_bucket", "next_check_at"],
});
