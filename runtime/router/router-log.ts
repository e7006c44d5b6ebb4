import type { ContextObject } from "../context/context-object";
import type { LogEvent } from "../log/log-event";
import { statusOf } from "../request/error-code";
import type { Rejection } from "./rejection";

export const acceptedEvent = ({ frontend_payload, conversation_data }: ContextObject): LogEvent => ({
  event: "request_accepted",
  request_id: frontend_payload.request_data.request_id,
  conversation_id: conversation_data.conversation_id,
  company_id: frontend_payload.company_data.company_id,
  project_id: frontend_payload.company_data.project_id,
  channel: frontend_payload.request_data.channel_method,
});

export const rejectedEvent = ({ code, faults, detail, requestId, project }: Rejection): LogEvent => ({
  event: "request_rejected",
  error_code: code,
  error_codes: [...new Set(faults.map((fault) => fault.code))],
  ...(requestId === undefined ? {} : { request_id: requestId }),
  ...project,
  ...(detail === undefined ? {} : { reason: detail }),
});

/** A server's fault wants attention, a client's is the day's work. */
export const isServerFault = ({ code }: Rejection): boolean => statusOf[code] >= 500;
