import { suite } from "uvu";
import * as assert from "uvu/assert";
import { schedulePeriod } from "../../../local/schedule/schedule-period";

const test = suite("schedule period");

test("reads seconds too, which only the local run knows", () => {
  assert.equal(["rate(1 second)", "rate(30 seconds)"].map(schedulePeriod), [1, 30]);
});

test("reads minutes, hours and days in seconds", () => {
  const expressions = [
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(1 hour)",
    "rate(2 hours)",
    "rate(1 day)",
    "rate(30 days)",
  ];
  assert.equal(expressions.map(schedulePeriod), [60, 300, 3_600, 7_200, 86_400, 2_592_000]);
});

for (const expression of [
  "rate(1 seconds)",
  "rate(1 minutes)",
  "rate(2 minute)",
  "rate(0 minutes)",
  "rate(1.5 hours)",
  "rate(1  minute)",
  "rate(1 toString)",
  "every minute",
  "",
  "cron(0 12 * * ? *)",
])
  test(`refuses ${expression === "" ? "nothing" : expression} by name`, () => {
    assert.throws(
      () => schedulePeriod(expression),
      (fault: Error) => fault.message.startsWith(`Schedule expression ${expression}: `),
    );
  });

test.run();
