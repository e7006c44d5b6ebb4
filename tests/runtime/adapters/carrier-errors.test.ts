import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fromFailure, fromRefusal, retryAfterSeconds } from "../../../runtime/adapters/carrier-errors";

const now = new Date("2026-11-20T12:00:00.000Z");

const testRetryAfter = suite("retry-after");

for (const [header, seconds] of [
  ["0", 0],
  ["7", 7],
  ["1.5", 1.5],
  ["Fri, 20 Nov 2026 12:01:30 GMT", 90],
  ["Fri, 20 Nov 2026 11:00:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  ["-5", 0],
  [undefined, undefined],
  [["7", "8"], undefined],
] as const) {
  testRetryAfter(`${JSON.stringify(header)} asks for ${seconds} seconds`, () => {
    assert.is(retryAfterSeconds(header, now), seconds);
  });
}

testRetryAfter.run();

const testToCarrierError = suite("toCarrierError");

const refused = (status: number, code: string) => fromRefusal({ status, code, retryAfterSeconds: undefined });

const rows = [
  [400, "21610", "CarrierRefused"],
  [404, "20404", "CarrierRefused"],
  [403, "21408", "CarrierRefused"],
  [403, "63016", "CarrierRefused"],
  [403, "403", "CarrierUnauthorised"],
  [401, "20003", "CarrierUnauthorised"],
  [400, "20003", "CarrierUnauthorised"],
  [429, "20429", "NotSent"],
  [400, "20429", "NotSent"],
  [408, "408", "OutcomeUnknown"],
  [500, "20500", undefined],
  [302, "302", undefined],
] as const;

for (const [status, code, expected] of rows) {
  testToCarrierError(`status ${status} with code ${code} is ${expected ?? "for the carrier's own rule"}`, () => {
    assert.is(refused(status, code)?._tag, expected);
  });
}

testToCarrierError("without an answer only a connection that never came about is not sent", () => {
  assert.is(fromFailure({ _tag: "NeverConnected", reason: "refused" })._tag, "NotSent");
  assert.is(fromFailure({ _tag: "NoAnswer", reason: "reset" })._tag, "OutcomeUnknown");
  assert.is(fromFailure(new SyntaxError("malformed"))._tag, "OutcomeUnknown");
});

testToCarrierError.run();
