import * as E from "fp-ts/Either";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import { isJsonObject, type JsonObject } from "../codec/json";
import type { Log, LogEvent } from "../log/log";
import type { Ids } from "../ports/time-and-chance";
import type { Fault } from "../request/checked";
import { type ErrorCode, statusOf } from "../request/error-code";
import { RequestId, type ValidRequest } from "../request/request";

/** Why a request is not accepted. `detail` and `project` are for the log only; `detail` holds no value of the request. */
export type Rejection = {
  readonly _tag: "Rejection";
  readonly code: ErrorCode;
  readonly message: string;
  readonly faults: readonly Fault[];
  readonly detail?: string;
  /** Whole seconds after which it may be sent again. */
  readonly retryAfterSeconds?: number;
  readonly requestId?: RequestId;
  readonly project?: Pick<LogEvent, "company_id" | "project_id" | "channel">;
};

/** A rejection that the caller can ask about: the id of the request, or one that was made for it. */
export type Identified = Omit<Rejection, "requestId"> & { readonly requestId: string };

export const rejection = (code: ErrorCode, message: string, detail?: string): Rejection => ({
  _tag: "Rejection",
  code,
  message,
  faults: [],
  ...(detail === undefined ? {} : { detail }),
});

/** The answer to faults in the body: the first in the order of the checks names it. */
export const rejectionOf = (faults: ReadonlyNonEmptyArray<Fault>): Rejection => ({
  _tag: "Rejection",
  code: faults[0].code,
  message: faults[0].message,
  faults,
});

const requestIdIn = (body: JsonObject): RequestId | undefined => {
  const id = isJsonObject(body.request_data) ? body.request_data.request_id : undefined;
  return RequestId.is(id) ? id : undefined;
};

/** Names the request in its rejection, if the body holds a usable id. */
export const withRequestId =
  (body: JsonObject) =>
  (rejected: Rejection): Rejection => {
    const requestId = requestIdIn(body);
    return requestId === undefined ? rejected : { ...rejected, requestId };
  };

/** Names the project and channel of a request that was refused after its form was checked. */
export const withProject =
  ({ project, channel }: ValidRequest) =>
  (rejected: Rejection): Rejection => ({
    ...rejected,
    project: { ...project, channel },
  });

/** Whatever a step throws, that no step foresaw, becomes a rejection like any other. */
export const unforeseen = (reason: string): E.Either<Rejection, never> =>
  E.left(rejection("INTERNAL_ERROR", "The request could not be handled", reason));

/** A request without a usable id gets one, so that what the caller is told can be found in the log. */
export const identified =
  (ids: Ids) =>
  (rejected: Rejection): Identified => ({ ...rejected, requestId: rejected.requestId ?? ids.next() });

/** An answer before it becomes a proxy result: the status, the JSON body, and headers of its own. */
export type Answer = {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** With a limit that is reached: seconds until it ends (RFC 9110, section 10.2.3). */
export const RETRY_HEADER = "Retry-After";

/** Faults that an answer lists: it must not outgrow the request by much, nor Lambda's six megabytes. */
export const MOST_ERRORS = 100;

const andMore = (faults: Identified["faults"]): string =>
  faults.length > MOST_ERRORS ? `; errors lists the first ${MOST_ERRORS} of ${faults.length}` : "";

export const rejectedAnswer = ({ code, message, faults, requestId, retryAfterSeconds }: Identified): Answer => ({
  status: statusOf[code],
  ...(retryAfterSeconds === undefined ? {} : { headers: { [RETRY_HEADER]: String(retryAfterSeconds) } }),
  body: {
    status: "error",
    error_code: code,
    message: `${message}${andMore(faults)}`,
    request_id: requestId,
    errors: faults.slice(0, MOST_ERRORS),
  },
});

/** What the log says of every request, whatever becomes of it. */
export type Handling = Pick<LogEvent, "api_request_id" | "duration_ms">;

const rejectedEvent = (
  event: string,
  { code, faults, detail, requestId, project }: Identified,
  handling: Handling,
): LogEvent => ({
  event,
  error_code: code,
  error_codes: [...new Set(faults.map((fault) => fault.code))],
  request_id: requestId,
  ...project,
  ...(detail === undefined ? {} : { reason: detail }),
  ...handling,
});

/** A server's fault wants attention, a client's is the day's work. */
const isServerFault = ({ code }: Pick<Rejection, "code">): boolean => statusOf[code] >= 500;

export const logRejection = (log: Log, event: string, rejected: Identified, handling: Handling): void =>
  (isServerFault(rejected) ? log.error : log.info)(rejectedEvent(event, rejected, handling))();
