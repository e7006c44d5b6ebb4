import type { ContextObject } from "../context/context-object";
import { statusOf } from "../request/error-code";
import type { Identified } from "./rejection";

/** An answer before it becomes a proxy result: the status and the JSON body. */
export type Answer = { readonly status: number; readonly body?: Readonly<Record<string, unknown>> };

export const preflightAnswer: Answer = { status: 200 };

export const acceptedAnswer = ({ frontend_payload, conversation_data, metadata }: ContextObject): Answer => ({
  status: 200,
  body: {
    status: "success",
    request_id: frontend_payload.request_data.request_id,
    conversation_id: conversation_data.conversation_id,
    message: "Request accepted and queued for processing",
    queue_timestamp: metadata.accepted_at,
  },
});

export const rejectedAnswer = ({ code, message, faults, requestId }: Identified): Answer => ({
  status: statusOf[code],
  body: { status: "error", error_code: code, message, request_id: requestId, errors: faults },
});
