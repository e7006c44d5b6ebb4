import { describeError } from "../log/log";
import type { CarrierError } from "../ports/carrier";
import type { HttpFailure } from "./http-once";

/** Seconds that a `Retry-After` header asks to wait (RFC 9110 §10.2.3: a number, or a date), if it says so. */
export const retryAfterSeconds = (header: unknown, now: Date): number | undefined => {
  if (typeof header !== "string") return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
};

/** A complete answer that says no. */
type CarrierAnswer = {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
};

const isHttpFailure = (error: unknown): error is HttpFailure =>
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

/** Twilio's codes of trouble with the account itself ("Error and warning dictionary"). */
const AUTHENTICATION = "20003";
const TOO_MANY = "20429";
/** Its codes about one message: number, region, template, WhatsApp. Other credentials would not change them, whatever the status. */
const ABOUT_MESSAGE = /^(21|30|63)\d{3}$/;

const isUnauthorised = ({ status, code }: CarrierAnswer): boolean =>
  code === AUTHENTICATION || status === 401 || (status === 403 && !ABOUT_MESSAGE.test(code));

/** What a 4xx answer means with either carrier; `undefined` for other answers, on which carriers differ. */
export const fromRefusal = (answer: CarrierAnswer): CarrierError | undefined => {
  const { status, code, retryAfterSeconds } = answer;
  if (status < 400 || status >= 500) return undefined;
  if (status === 429 || code === TOO_MANY) {
    return { _tag: "NotSent", reason: `too many requests (${code})`, retryAfterSeconds };
  }
  if (isUnauthorised(answer)) return { _tag: "CarrierUnauthorised", reason: `credentials refused (${code})` };
  return status === 408 ? outcomeUnknown("the carrier timed out") : { _tag: "CarrierRefused", code };
};
