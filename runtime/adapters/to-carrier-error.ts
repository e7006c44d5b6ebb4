import { describeError } from "../log/describe-error";
import type { CarrierError } from "../ports/carrier";
import type { HttpFailure } from "./http-once";

/** A complete answer that says no. */
export type CarrierAnswer = {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
};

export const isHttpFailure = (error: unknown): error is HttpFailure =>
  typeof error === "object" &&
  error !== null &&
  "_tag" in error &&
  (error._tag === "NeverConnected" || error._tag === "NoAnswer");

export const outcomeUnknown = (reason: string): CarrierError => ({ _tag: "OutcomeUnknown", reason });

/** Without an answer: not sent if no connection came about, else nobody knows. */
export const fromFailure = (error: unknown): CarrierError => {
  if (!isHttpFailure(error)) return outcomeUnknown(describeError(error));
  return error._tag === "NeverConnected"
    ? { _tag: "NotSent", reason: error.reason, retryAfterSeconds: undefined }
    : outcomeUnknown(error.reason);
};

/** What a 4xx answer means with either carrier; `undefined` for other answers, on which carriers differ. */
export const fromRefusal = ({ status, code, retryAfterSeconds }: CarrierAnswer): CarrierError | undefined => {
  if (status === 429) return { _tag: "NotSent", reason: `too many requests (${code})`, retryAfterSeconds };
  if (status === 401 || status === 403) return { _tag: "CarrierUnauthorised", reason: `credentials refused (${code})` };
  if (status === 408) return outcomeUnknown("the carrier timed out");
  return status >= 400 && status < 500 ? { _tag: "CarrierRefused", code } : undefined;
};
