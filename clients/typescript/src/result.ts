import type { ErrorCode } from "./api.js";

/**
 * Codes of the client's own, for what the engine did not answer itself:
 *
 * - `KEY_REFUSED`: the gateway knows no such key (403)
 * - `THROTTLED`: too many requests for the key's plan, or for all (429)
 * - `GATEWAY_REFUSED`: any other refusal of the gateway's; `message` has its words
 * - `NO_ANSWER`: the connection failed, the answer did not come in time, or was none that can be read
 * - `ABORTED`: by the caller's own signal
 * - `TIMED_OUT`: what was waited for did not come about in time
 */
export type ClientCode = "KEY_REFUSED" | "THROTTLED" | "GATEWAY_REFUSED" | "NO_ANSWER" | "ABORTED" | "TIMED_OUT";

/** A fault of the request's body, by the field. */
export type FieldError = { readonly field: string; readonly code: string; readonly message: string };

export type Failure = {
  readonly ok: false;
  /** A code that this version does not know may come with a later engine. */
  readonly code: ErrorCode | ClientCode | (string & {});
  /** The HTTP status; null without an answer. */
  readonly status: number | null;
  readonly message: string;
  readonly errors: readonly FieldError[];
  /** After how many seconds it is worth while to ask again, where the answer says so. */
  readonly retryAfterSeconds: number | null;
};

export type Result<Value, More = unknown> = ({ readonly ok: true; readonly value: Value } & More) | Failure;

export type Answered<Value> = Result<Value, { readonly headers: Headers }>;

const failure = (code: Failure["code"], status: number | null, message: string): Failure => ({
  ok: false,
  code,
  status,
  message,
  errors: [],
  retryAfterSeconds: null,
});

export const noAnswer = (message: string): Failure => failure("NO_ANSWER", null, message);
export const aborted = (): Failure => failure("ABORTED", null, "Aborted by the caller's signal");
export const timedOut = (message: string): Failure => failure("TIMED_OUT", null, message);

const gatewayCodes: Readonly<Record<string, ClientCode>> = { "403 Forbidden": "KEY_REFUSED", 429: "THROTTLED" };

type Json = Readonly<Record<string, unknown>>;

const jsonObject = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
};

/** `Retry-After` in seconds; it may be a date (RFC 9110, section 10.2.3). */
const retryAfter = (header: string | null): number | null => {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
};

const refusal = (status: number, body: Json): Failure => {
  const message = typeof body.message === "string" ? body.message : `Answered ${status}`;
  if (typeof body.error_code !== "string")
    return failure(gatewayCodes[`${status} ${message}`] ?? gatewayCodes[status] ?? "GATEWAY_REFUSED", status, message);
  const errors = Array.isArray(body.errors) ? (body.errors as readonly FieldError[]) : [];
  return { ...failure(body.error_code, status, message), errors };
};

/** An HTTP answer as a value. */
export const readAnswer = async <Value>(answer: Response): Promise<Answered<Value>> => {
  const { ok, status, headers } = answer;
  const body = jsonObject(await answer.text());
  if (!ok) return { ...refusal(status, body ?? {}), retryAfterSeconds: retryAfter(headers.get("retry-after")) };
  if (body === undefined) return { ...noAnswer("The answer is no JSON object: is baseUrl the API's?"), status };
  return { ok, value: body as Value, headers };
};
