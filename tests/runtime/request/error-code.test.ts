import { suite } from "uvu";
import * as assert from "uvu/assert";
import { rankOf, statusOf } from "../../../runtime/request/error-code";

const test = suite("error code");

test("the codes and statuses are the public ones, in the order of the checks", () => {
  assert.equal(Object.entries(statusOf), [
    ["INVALID_REQUEST", 400],
    ["PAYLOAD_TOO_LARGE", 413],
    ["INVALID_COMPANY_DATA_TYPE", 400],
    ["MISSING_IDENTIFIERS", 400],
    ["INVALID_IDENTIFIERS", 400],
    ["MISSING_RECIPIENT_DATA", 400],
    ["MISSING_REQUEST_DATA", 400],
    ["INVALID_RECIPIENT_DATA_TYPE", 400],
    ["INVALID_REQUEST_DATA_TYPE", 400],
    ["MISSING_REQUEST_ID", 400],
    ["MISSING_CHANNEL_METHOD", 400],
    ["MISSING_INITIAL_REQUEST_TIMESTAMP", 400],
    ["INVALID_REQUEST_ID_FORMAT", 400],
    ["INVALID_CHANNEL_METHOD_FORMAT", 400],
    ["INVALID_INITIAL_REQUEST_TIMESTAMP_FORMAT", 400],
    ["INVALID_REQUEST_ID", 400],
    ["UNSUPPORTED_CHANNEL", 400],
    ["INVALID_TIMESTAMP", 400],
    ["MISSING_RECIPIENT_TEL", 400],
    ["INVALID_RECIPIENT_TEL", 400],
    ["MISSING_RECIPIENT_EMAIL", 400],
    ["INVALID_RECIPIENT_EMAIL", 400],
    ["INVALID_RECIPIENT_DATA", 400],
    ["MISSING_COMMS_CONSENT", 400],
    ["INVALID_COMMS_CONSENT_TYPE", 400],
    ["INVALID_PROJECT_DATA", 400],
    ["COMMS_CONSENT_REQUIRED", 403],
    ["COMPANY_NOT_FOUND", 404],
    ["PROJECT_INACTIVE", 403],
    ["CHANNEL_NOT_ALLOWED", 403],
    ["CONFIGURATION_ERROR", 500],
    ["DATABASE_ERROR", 500],
    ["QUEUE_ERROR", 500],
    ["INTERNAL_ERROR", 500],
  ]);
});

test("the rank is the place in that order", () => {
  assert.equal([rankOf("INVALID_REQUEST"), rankOf("MISSING_IDENTIFIERS"), rankOf("INTERNAL_ERROR")], [0, 3, 33]);
});

test.run();
