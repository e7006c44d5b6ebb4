import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sweepExpression } from "../../infra/sweep-expression";
import { schedulePeriod } from "../../local/schedule/schedule-period";

const test = suite("the sweeper's schedule");

test("is in minutes as EventBridge writes them, and in seconds where it cannot be", () => {
  assert.equal([1, 2, 59, 60, 90, 120, 3_600].map(sweepExpression), [
    "rate(1 second)",
    "rate(2 seconds)",
    "rate(59 seconds)",
    "rate(1 minute)",
    "rate(90 seconds)",
    "rate(2 minutes)",
    "rate(60 minutes)",
  ]);
});

test("is what the local run takes", () => {
  for (const seconds of [1, 2, 59, 60, 61, 120, 300]) assert.is(schedulePeriod(sweepExpression(seconds)), seconds);
});

test.run();
