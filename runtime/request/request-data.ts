import { sequenceS } from "fp-ts/Apply";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Type } from "io-ts";
import type { JsonObject } from "../codec/json-object";
import { Channel } from "./channel";
import { type Checked, checking, decoded, faulty } from "./checked";
import type { ErrorCode } from "./error-code";
import { IsoDateTime } from "./iso-date-time";
import { RequestId } from "./request-id";
import { section } from "./section";

/** What is asked: by which id, on which channel, when. */
export type RequestData = {
  readonly request_id: RequestId;
  readonly channel_method: Channel;
  readonly initial_request_timestamp: IsoDateTime;
};

type Codes = { readonly missing: ErrorCode; readonly format: ErrorCode; readonly invalid: ErrorCode };

const text = (data: JsonObject, name: keyof RequestData, codes: Codes): Checked<string> => {
  const field = `request_data.${name}`;
  const value = data[name];
  if (value === undefined) return faulty(field, codes.missing, "is required");
  return typeof value === "string" && value !== ""
    ? E.right(value)
    : faulty(field, codes.format, "must be a non-empty string");
};

const field = <A>(
  data: JsonObject,
  name: keyof RequestData,
  codec: Type<A, unknown, unknown>,
  codes: Codes,
): Checked<A> => pipe(text(data, name, codes), E.chain(decoded(codec, `request_data.${name}`, codes.invalid)));

/** The channel alone, for the checks that depend on it. */
export const channelOf = (data: JsonObject): Checked<Channel> =>
  pipe(
    text(data, "channel_method", {
      missing: "MISSING_CHANNEL_METHOD",
      format: "INVALID_CHANNEL_METHOD_FORMAT",
      invalid: "UNSUPPORTED_CHANNEL",
    }),
    E.map((channel) => channel.toLowerCase()),
    E.chain(decoded(Channel, "request_data.channel_method", "UNSUPPORTED_CHANNEL")),
  );

const requestId = (data: JsonObject): Checked<RequestId> =>
  field(data, "request_id", RequestId, {
    missing: "MISSING_REQUEST_ID",
    format: "INVALID_REQUEST_ID_FORMAT",
    invalid: "INVALID_REQUEST_ID",
  });

const timestamp = (data: JsonObject): Checked<IsoDateTime> =>
  field(data, "initial_request_timestamp", IsoDateTime, {
    missing: "MISSING_INITIAL_REQUEST_TIMESTAMP",
    format: "INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    invalid: "INVALID_TIMESTAMP",
  });

/** The section itself, before its fields are looked at. */
export const requestSection = (body: JsonObject): Checked<JsonObject> =>
  section(body, "request_data", { missing: "MISSING_REQUEST_DATA", type: "INVALID_REQUEST_DATA_TYPE" });

export const checkRequestData = (body: JsonObject): Checked<RequestData> =>
  pipe(
    requestSection(body),
    E.chain((data) =>
      sequenceS(checking)({
        request_id: requestId(data),
        channel_method: channelOf(data),
        initial_request_timestamp: timestamp(data),
      }),
    ),
  );
