import type { Accepted } from "../../ports/carrier";
import type { Change } from "../change";
import type { Draft } from "../draft";
import type { Lease } from "../lease";
import { heldBy } from "./held-by";

export type Settlement = {
  readonly lease: Lease;
  readonly attemptId: string;
  readonly draft: Draft;
  readonly accepted: Accepted;
  readonly at: Date;
  /** Milliseconds from the claim to the carrier's answer. */
  readonly processingMs: number;
};

const messageOf = ({ draft, accepted, at }: Settlement) => ({
  message_id: accepted.messageId,
  timestamp: at.toISOString(),
  role: "assistant",
  content: accepted.text ?? JSON.stringify(draft.variables),
  prompt_tokens: draft.prompt_tokens,
  completion_tokens: draft.completion_tokens,
  total_tokens: draft.total_tokens,
  delivery_status: accepted.deliveryStatus,
});

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
    updated_at: settlement.at.toISOString(),
  },
  append: { messages: [messageOf(settlement)] },
  remove: ["check_bucket", "next_check_at"],
});
