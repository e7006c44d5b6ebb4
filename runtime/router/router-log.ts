import type { ContextObject } from "../context/context-object";
import { correlationOf } from "../log/correlation";
import type { LogEvent } from "../log/log-event";
import { statusOf } from "../request/error-code";
import type { Identified, Rejection } from "./rejection";

/** What the log says of every request, whatever becomes of it. */
export type Handling = Pick<LogEvent, "api_request_id" | "duration_ms">;

export const acceptedEvent = (context: ContextObject, handling: Handling): LogEvent => ({
  event: "request_accepted",
  ...correlationOf(context),
  ...handling,
});

export const rejectedEvent = (
  { code, faults, detail, requestId, project }: Identified,
  handling: Handling,
): LogEvent => ({
  event: "request_rejected",
  error_code: code,
  error_codes: [...new Set(faults.map((fault) => fault.code))],
  request_id: requestId,
  ...project,
  ...(detail === undefined ? {} : { reason: detail }),
  ...handling,
});

/** A server's fault wants attention, a client's is the day's work. */
export const isServerFault = ({ code }: Pick<Rejection, "code">): boolean => statusOf[code] >= 500;
