import type { LogEvent } from "../log/log-event";
import type { Sent } from "./stages";

export const sentEvent = ({ context, key, accepted }: Sent): LogEvent => ({
  event: "message_sent",
  request_id: context.frontend_payload.request_data.request_id,
  conversation_id: key.conversation_id,
  company_id: context.frontend_payload.company_data.company_id,
  project_id: context.frontend_payload.company_data.project_id,
  channel: context.frontend_payload.request_data.channel_method,
  message_id: accepted.messageId,
});
