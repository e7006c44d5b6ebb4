import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sweepExpression } from "../../infra/sweep-expression";
import { captured } from "./helpers/captures";
import { arn, inputsOf } from "./helpers/declared";

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

test("is scheduled in EventBridge's words, where one minute is singular", () => {
  assert.equal([60, 120, 3_600, 5].map(sweepExpression), [
    "rate(1 minute)",
    "rate(2 minutes)",
    "rate(60 minutes)",
    "rate(5 seconds)",
  ]);
});

test.run();
