import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  fromFailure,
  retryAfterSeconds,
  sendGridRefusal,
  twilioRefusal,
} from "../../../runtime/adapters/carrier-errors";
import type { CarrierError } from "../../../runtime/ports/carrier";
import { notSent } from "./outbound";

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

const test = suite("what a carrier's answer means");

/** Codes of one meaning each, and answers: what it is, its status and body, the error, its reason or code. */
type Answers = {
  readonly codesOfTwilio: readonly (readonly [string, string, readonly number[]])[];
  readonly failures: readonly (readonly [string, string, string])[];
} & Readonly<Record<"twilio" | "sendgrid", readonly (readonly [string, number, string, string, string])[]>>;

const { codesOfTwilio, failures, ...answers }: Answers = JSON.parse(
  readFileSync(`${__dirname}/carrier-answers.json`, "utf8"),
);

const told = (error: CarrierError): readonly string[] => [error._tag, "reason" in error ? error.reason : error.code];

for (const [tag, words, codes] of codesOfTwilio)
  test(`Twilio's ${codes.join(", ")} are ${tag}, whatever their status`, () => {
    for (const code of codes)
      for (const status of [400, 403, 404, 409]) {
        const body = JSON.stringify({ code, message: "+447400123456", more_info: "x", status });
        const expected = [tag, words === "" ? String(code) : `${words} (${code})`];
        assert.equal(told(twilioRefusal({ status, headers: {}, body }, now)), expected);
      }
  });

for (const [carrier, refusal] of [
  ["twilio", twilioRefusal],
  ["sendgrid", sendGridRefusal],
] as const)
  for (const [what, status, body, ...expected] of answers[carrier])
    test(`an answer of ${carrier} ${what} is ${expected[0]}`, () => {
      assert.equal(told(refusal({ status, headers: {}, body }, now)), expected);
    });

test("an answer about now says when to come back", () => {
  const answer = { status: 400, headers: { "retry-after": "7" }, body: '{"code":21611}' };
  assert.equal(twilioRefusal(answer, now), notSent("too many requests (21611)", 7));
});

for (const [_tag, ...expected] of failures)
  test(`without an answer, ${_tag} is ${expected[0]}`, () => {
    assert.equal(told(fromFailure({ _tag, reason: "x" })), expected);
  });

test("whatever else went wrong leaves the outcome unknown", () => {
  assert.is(fromFailure(new SyntaxError("malformed"))._tag, "OutcomeUnknown");
});
