import type { LogEvent } from "../log/log-event";
import type { Delivery } from "./delivery";
import type { Response } from "./response-to";
import type { Setback } from "./setback";
import type { Claimed } from "./stages";

/** The log line of a setback; the alarm filters for `critical`. */
export const setbackEvent = (claimed: Claimed, delivery: Delivery, setback: Setback, response: Response): LogEvent => ({
  event: "setback",
  request_id: claimed.context.frontend_payload.request_data.request_id,
  conversation_id: claimed.key.conversation_id,
  channel: claimed.context.frontend_payload.request_data.channel_method,
  status: setback._tag,
  reason: response.reason,
  attempt: delivery.receiveCount,
  ...(setback._tag === "SentButUnrecorded" ? { message_id: setback.messageId, critical: true } : {}),
});

/** Troubles that no retry mends by itself are errors; the others are warnings. */
export const isError = (setback: Setback): boolean =>
  ["SetupIncomplete", "SecretMissing", "AssistantUnauthorised", "CarrierUnauthorised", "SentButUnrecorded"].includes(
    setback._tag,
  );
