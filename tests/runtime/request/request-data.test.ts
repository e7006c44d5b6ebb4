import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { checkRequestData } from "../../../runtime/request/request-data";
import { faultsOf } from "../../helpers/faults-of";
import { REQUEST_ID } from "../../helpers/valid-body";

const test = suite("request data");

const valid = {
  request_id: REQUEST_ID,
  channel_method: "whatsapp",
  initial_request_timestamp: "2026-11-20T11:45:32.789Z",
};

const faultsWith = (overrides: Readonly<Record<string, unknown>>): readonly string[] =>
  faultsOf(checkRequestData({ request_data: { ...valid, ...overrides } }));

test("keeps its three fields and drops others", () => {
  assert.equal(checkRequestData({ request_data: { ...valid, priority: "high" } }), E.right(valid));
});

test("the channel is compared in any letter case and stored in lower case", () => {
  const stored = ["WhatsApp", "SMS", "eMail"].map((channel_method) =>
    checkRequestData({ request_data: { ...valid, channel_method } }),
  );
  assert.equal(
    stored,
    ["whatsapp", "sms", "email"].map((channel_method) => E.right({ ...valid, channel_method })),
  );
});

test("absent fields are missing", () => {
  assert.equal(faultsOf(checkRequestData({ request_data: {} })), [
    "request_data.request_id MISSING_REQUEST_ID",
    "request_data.channel_method MISSING_CHANNEL_METHOD",
    "request_data.initial_request_timestamp MISSING_INITIAL_REQUEST_TIMESTAMP",
  ]);
});

test("a field that is not a non-empty string has the wrong format", () => {
  for (const wrong of [null, "", 5, true, {}, ["sms"]])
    assert.equal(faultsWith({ request_id: wrong, channel_method: wrong, initial_request_timestamp: wrong }), [
      "request_data.request_id INVALID_REQUEST_ID_FORMAT",
      "request_data.channel_method INVALID_CHANNEL_METHOD_FORMAT",
      "request_data.initial_request_timestamp INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT",
    ]);
});

test("a string of another kind is invalid in its own way", () => {
  assert.equal(
    faultsWith({ request_id: "1", channel_method: "telegram", initial_request_timestamp: "2026-02-30T00:00:00Z" }),
    [
      "request_data.request_id INVALID_REQUEST_ID",
      "request_data.channel_method UNSUPPORTED_CHANNEL",
      "request_data.initial_request_timestamp INVALID_TIMESTAMP",
    ],
  );
});

test("names of an object's own functions are no channels", () => {
  for (const channel_method of ["constructor", "__proto__", "toString", " sms", "sms\u0000", "ſms"])
    assert.equal(faultsWith({ channel_method }), ["request_data.channel_method UNSUPPORTED_CHANNEL"]);
});

test.run();
