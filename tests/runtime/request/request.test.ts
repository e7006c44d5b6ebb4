import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { statusOf } from "../../../runtime/request/error-code";
import { addressFieldOf, Channel, channels, Identifier, RequestId } from "../../../runtime/request/request";
import { decodedAs, takenBy } from "../../helpers/decoded";

const testChannel = suite("channel");

testChannel("is whatsapp, sms or email", () => {
  assert.equal(channels, ["whatsapp", "sms", "email"]);
  for (const channel of channels) assert.is(decodedAs(Channel, channel), channel);
});

testChannel("is nothing else, names of an object's own functions included", () => {
  const others = ["WhatsApp", "telegram", "", "__proto__", "constructor", "toString", "hasOwnProperty", 5, null];
  assert.equal(takenBy(Channel, others), []);
});

const testIdentifier = suite("identifier");

testIdentifier("is 1 to 64 of A-Z a-z 0-9 . _ -, kept as it is", () => {
  const ids = ["a", "Z", "0", ".", "-", "_", "..", "ci-aaa-001", "__proto__", "constructor", "x".repeat(64)];
  for (const id of ids) assert.is(decodedAs(Identifier, id), id);
});

testIdentifier("holds no other character, no separator of conversation ids, and not too many", () => {
  const others = [
    "",
    "x".repeat(65),
    "a#b",
    "a b",
    "a/b",
    "a\n",
    "\na",
    "a\u0000",
    "é",
    "ａ",
    "a,b",
    "a+b",
    5,
    null,
    ["a"],
  ];
  assert.equal(takenBy(Identifier, others), []);
});

const testRequestId = suite("request id");

const ID = "550e8400-e29b-41d4-a716-446655440001";

testRequestId("is any UUID of version 4", () => {
  fc.assert(fc.property(fc.uuid({ version: 4 }), (id) => decodedAs(RequestId, id) === id));
});

testRequestId("is of no other version", () => {
  fc.assert(fc.property(fc.uuid({ version: [1, 2, 3, 5, 6, 7, 8] }), (id) => decodedAs(RequestId, id) === "refused"));
});

testRequestId("is in the canonical lower-case form and of RFC 9562's variant", () => {
  const others = [
    ID.toUpperCase(),
    ID.replaceAll("-", ""),
    `{${ID}}`,
    `urn:uuid:${ID}`,
    `${ID}\n`,
    ` ${ID}`,
    "00000000-0000-0000-0000-000000000000",
    "550e8400-e29b-41d4-c716-446655440001",
    "550e8400-e29b-41d4-a716-44665544000g",
    5,
    null,
  ];
  assert.equal(takenBy(RequestId, others), []);
});

const testRecipientAddress = suite("recipient address");

testRecipientAddress("whatsapp and sms reach a number, email an address", () => {
  assert.equal(addressFieldOf, { whatsapp: "recipient_tel", sms: "recipient_tel", email: "recipient_email" });
});

const testErrorCode = suite("error code");

testErrorCode("the codes and statuses are the public ones, in the order of the checks", () => {
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
    ["COUNTRY_NOT_ALLOWED", 403],
    ["CONFIGURATION_ERROR", 500],
    ["DATABASE_ERROR", 500],
    ["RATE_LIMIT_EXCEEDED", 429],
    ["REQUEST_ID_REUSED", 409],
    ["QUEUE_ERROR", 500],
    ["INTERNAL_ERROR", 500],
  ]);
});
