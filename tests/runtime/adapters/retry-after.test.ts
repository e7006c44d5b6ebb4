import { suite } from "uvu";
import * as assert from "uvu/assert";
import { retryAfterSeconds } from "../../../runtime/adapters/retry-after";

const now = new Date("2026-11-20T12:00:00.000Z");

const test = suite("retry-after");

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
  test(`${JSON.stringify(header)} asks for ${seconds} seconds`, () => {
    assert.is(retryAfterSeconds(header, now), seconds);
  });
}

test.run();
