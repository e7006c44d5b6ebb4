import type { ContextObject } from "../context/context-object";
import type { Ids } from "../ports/ids";
import { statusOf } from "../request/error-code";
import type { Rejection } from "./rejection";

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

export const rejectedAnswer =
  (ids: Ids) =>
  ({ code, message, faults, requestId }: Rejection): Answer => ({
    status: statusOf[code],
    body: {
      status: "error",
      error_code: code,
      message,
      request_id: requestId ?? ids.next(),
      errors: faults,
    },
  });
