import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sweepExpression } from "../../../infra/functions/sweeper";
import { schedulePeriod } from "../../../tools/aws/schedule/schedule";
import { captured } from "../helpers/captures";
import { arn, inputsOf } from "../helpers/declared";

const testSweeperFunction = suite("sweeper-function");

const NAME = "ai-multi-comms-sweeper-dev";

testSweeperFunction("is run every minute by a rule that alone may call it", async () => {
  const run = await captured("dev");

  assert.equal(inputsOf(run, "cloudwatch/eventRule:EventRule", "sweeper"), {
    name: NAME,
    scheduleExpression: "rate(1 minute)",
  });
  assert.equal(inputsOf(run, "cloudwatch/eventTarget:EventTarget", "sweeper"), {
    rule: NAME,
    arn: arn("lambda", `function:${NAME}`),
  });
  assert.equal(inputsOf(run, "lambda/permission:Permission", "sweeper"), {
    action: "lambda:InvokeFunction",
    function: NAME,
    principal: "events.amazonaws.com",
    sourceArn: arn("events", `rule/${NAME}`),
  });
});

testSweeperFunction("is scheduled in EventBridge's words, where one minute is singular", () => {
  assert.equal([60, 120, 3_600, 5].map(sweepExpression), [
    "rate(1 minute)",
    "rate(2 minutes)",
    "rate(60 minutes)",
    "rate(5 seconds)",
  ]);
});

testSweeperFunction.run();

const testSweepExpression = suite("the sweeper's schedule");

testSweepExpression("is in minutes as EventBridge writes them, and in seconds where it cannot be", () => {
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

testSweepExpression("is what the local run takes", () => {
  for (const seconds of [1, 2, 59, 60, 61, 120, 300]) assert.is(schedulePeriod(sweepExpression(seconds)), seconds);
});

testSweepExpression.run();
