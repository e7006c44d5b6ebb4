import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { hideable, isLastReceive, retryDelay } from "../../../runtime/processor/retry-delay";
import { processorSettings } from "../../../tools/measure/sample/functions";

const settings = processorSettings();

/** Receive counts after which the message comes back for another try. */
const retried = (maxReceiveCount: number): readonly number[] =>
  Array.from({ length: maxReceiveCount - 1 }, (_, n) => n + 1);

const anySettings = fc.record({
  maxReceiveCount: fc.integer({ min: 2, max: 50 }),
  retryFirstSeconds: fc.integer({ min: 1, max: 3_600 }),
  retrySpanSeconds: fc.integer({ min: 1, max: 42_000 }),
});

test("with the defaults the first retry comes in seconds, and all together cover half an hour", () => {
  const delays = retried(5).map((count) => retryDelay(count, settings, 0));

  assert.equal(delays, [5, 34, 228, 1534]);
});

test("chance lengthens a delay by half at most", () => {
  assert.equal(
    [0, 0.5, 0.999_999].map((random) => retryDelay(1, settings, random)),
    [5, 7, 8],
  );
});

test("the receives together cover the span, whatever the settings and chance", () => {
  fc.assert(
    fc.property(anySettings, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (some, random) => {
      const delays = retried(some.maxReceiveCount).map((count) => retryDelay(count, some, random));
      return delays.reduce((sum, delay) => sum + delay, 0) >= some.retrySpanSeconds;
    }),
  );
});

test("a delay is a whole number of seconds, at least the first, that SQS allows, and without chance never shorter than the one before", () => {
  fc.assert(
    fc.property(anySettings, (some) => {
      const delays = retried(some.maxReceiveCount).map((count) => retryDelay(count, some, 0));
      return delays.every(
        (delay, n) =>
          Number.isInteger(delay) &&
          delay >= Math.min(some.retryFirstSeconds, 42_000) &&
          delay <= 42_000 &&
          delay >= (delays[n - 1] ?? 0),
      );
    }),
  );
});

test("a single retry comes when the whole span is over", () => {
  assert.is(retryDelay(1, { ...settings, maxReceiveCount: 2 }, 0), 1_800);
});

test("after the last receive there is nothing to wait for", () => {
  assert.equal(
    [4, 5, 6].map((count) => [isLastReceive(count, settings), retryDelay(count, settings, 0) === 0]),
    [
      [false, false],
      [true, true],
      [true, true],
    ],
  );
  assert.is(retryDelay(1, { ...settings, maxReceiveCount: 1 }, 0), 0);
});

test("no message is hidden for longer than SQS allows, nor for a part of a second", () => {
  assert.equal(
    [0, 1, 1.2, 41_999.5, 86_400, Number.POSITIVE_INFINITY].map(hideable),
    [0, 1, 2, 42_000, 42_000, 42_000],
  );
});
