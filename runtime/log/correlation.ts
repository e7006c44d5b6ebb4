import type { ContextObject } from "../context/context-object";
import type { StoredConversation } from "../conversation/stored-conversation";
import type { LogEvent } from "./log-event";

export type Correlation = Pick<LogEvent, "request_id" | "conversation_id" | "company_id" | "project_id" | "channel">;

/** By what a request is followed through the logs of all functions. */
export const correlationOf = ({ frontend_payload, conversation_data }: ContextObject): Correlation => ({
  request_id: frontend_payload.request_data.request_id,
  conversation_id: conversation_data.conversation_id,
  company_id: frontend_payload.company_data.company_id,
  project_id: frontend_payload.company_data.project_id,
  channel: frontend_payload.request_data.channel_method,
});

/** The same, of a conversation's record. */
export const correlationOfRecord = (record: StoredConversation): Correlation => ({
  request_id: record.request_id,
  conversation_id: record.conversation_id,
  company_id: record.company_id,
  project_id: record.project_id,
  channel: record.channel_method,
});
