import { correlationOf } from "../log/correlation";
import type { LogEvent } from "../log/log-event";
import type { Delivery } from "./delivery";
import type { Response } from "./response-to";
import type { Setback } from "./setback";
import type { Claimed } from "./stages";

/** What ends among the dead letters with a reason on its record; an unrecorded setback may yet be another worker's success. */
const isGivenUp = ({ queue, record }: Response, isLast: boolean): boolean =>
  record !== undefined && (queue === "hurry" || (queue === "retry" && isLast));

/** The log line of a setback; the alarm filters for `critical`. */
export const setbackEvent = (
  { context }: Claimed,
  delivery: Delivery,
  setback: Setback,
  response: Response,
  isLast: boolean,
): LogEvent => ({
  event: "setback",
  ...correlationOf(context),
  status: setback._tag,
  reason: response.reason,
  attempt: delivery.receiveCount,
  ...(isGivenUp(response, isLast) ? { given_up: true } : {}),
  ...(setback._tag === "SentButUnrecorded" ? { message_id: setback.messageId, critical: true } : {}),
});

/** Troubles that no retry mends by itself are errors; the others are warnings. */
export const isError = (setback: Setback): boolean =>
  ["SetupIncomplete", "SecretMissing", "AssistantUnauthorised", "CarrierUnauthorised", "SentButUnrecorded"].includes(
    setback._tag,
  );
