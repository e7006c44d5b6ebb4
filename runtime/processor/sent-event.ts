import { correlationOf } from "../log/correlation";
import type { LogEvent } from "../log/log-event";
import type { Sent } from "./stages";

export const sentEvent = ({ context, attemptId, accepted }: Sent, at: Date): LogEvent => ({
  event: "message_sent",
  ...correlationOf(context),
  attempt_id: attemptId,
  message_id: accepted.messageId,
  since_accepted_ms: at.getTime() - Date.parse(context.metadata.accepted_at),
});
