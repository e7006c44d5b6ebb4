import * as E from "fp-ts/Either";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import { isJsonObject, type JsonObject } from "../codec/json";
import type { LogEvent } from "../log/log";
import type { Fault } from "../request/checked";
import type { ErrorCode } from "../request/error-code";
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
