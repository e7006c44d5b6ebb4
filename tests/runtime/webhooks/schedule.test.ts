import { test } from "uvu";
import * as assert from "uvu/assert";
import { secondsToNextTry, TRIES } from "../../../runtime/webhooks/schedule";

const gaps = (random: number) => Array.from({ length: TRIES }, (_, tried) => secondsToNextTry(tried + 1, random));

test("an event is tried nine times in more than 39 hours, at delays that chance lengthens by up to a tenth", () => {
  assert.equal(gaps(0), [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 42_000, undefined]);
  assert.equal(gaps(0.5), [6, 315, 1_890, 7_560, 18_900, 37_800, 37_800, 42_000, undefined]);
  assert.ok(gaps(0).reduce<number>((sum, gap = 0) => sum + gap, 0) > 39 * 3_600);
});

test("an endpoint that wants to be left alone is, for as long as SQS can hide a message", () => {
  assert.equal(
    [secondsToNextTry(1, 0, 90.5), secondsToNextTry(2, 0, 90), secondsToNextTry(1, 0, 10 ** 6)],
    [91, 300, 42_000],
  );
  assert.is(secondsToNextTry(TRIES, 0, 90), undefined);
});
