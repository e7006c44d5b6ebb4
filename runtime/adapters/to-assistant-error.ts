import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { describeError } from "../log/describe-error";
import type { AssistantError } from "../ports/assistant";
import type { Clock } from "../ports/clock";
import { retryAfterSeconds } from "./retry-after";

const unavailable = (reason: string, retryAfter?: number): AssistantError => ({
  _tag: "AssistantUnavailable",
  reason,
  retryAfterSeconds: retryAfter,
});

/** Statuses after which the same call may well succeed. */
const isPassing = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500;

/** OpenAI's errors by what can be done about them; only its codes are told, its messages may quote the request. */
export const toAssistantError =
  (clock: Clock) =>
  (error: unknown): AssistantError => {
    if (error instanceof APIUserAbortError) return unavailable("no answer in time");
    if (error instanceof APIConnectionError) return unavailable("no connection");
    if (!(error instanceof APIError) || error.status === undefined) return unavailable(describeError(error));
    const reason = `status ${error.status} (${error.code ?? error.type ?? "no code"})`;
    if (error.status === 401 || error.status === 403) return { _tag: "AssistantUnauthorised", reason };
    return isPassing(error.status)
      ? unavailable(reason, retryAfterSeconds(error.headers?.get("retry-after"), clock.now()))
      : { _tag: "AssistantRefused", reason };
  };
