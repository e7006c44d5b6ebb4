import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sweepExpression } from "../../../infra/functions/sweeper";
import { schedulePeriod } from "../../../tools/aws/schedule/schedule";
import { captured } from "../helpers/captures";
import { arn, inputsOf } from "../helpers/declared";

const test = suite("sweeper-function");

const NAME = "ai-multi-comms-sweeper-dev";

test("is run every minute by a rule that alone may call it", async () => {
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

test("is scheduled in minutes as EventBridge writes them, one of them singular, and in seconds where it cannot be", () => {
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

test("has a schedule that the local run takes", () => {
  for (const seconds of [1, 2, 59, 60, 61, 120, 300]) assert.is(schedulePeriod(sweepExpression(seconds)), seconds);
});

test.run();
