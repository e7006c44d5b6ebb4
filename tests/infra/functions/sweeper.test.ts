import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sweepExpression } from "../../../infra/functions/sweeper";
import { schedulePeriod } from "../../../tools/aws/schedule/schedule";
import { stranded, sweeperFixture, swept } from "../../runtime/sweeper/sweeper-fixture";
import { captured } from "../helpers/captures";
import { arn, channelNames, inputsOf, oneOf, parsed } from "../helpers/declared";

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

/** A policy's resource: `*` stands for any text, `?` for one character (IAM user guide, "Resource"). */
const matches = (pattern: string, resource: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("\\*", ".*")
      .replaceAll("\\?", ".")}$`,
  ).test(resource);

test("may read the secrets that it asks for, and no others", async () => {
  const { inputs } = oneOf(await captured("dev"), "iam/rolePolicy:RolePolicy", "sweeper");
  const { Statement } = parsed(inputs.policy) as {
    readonly Statement: readonly { readonly Sid: string; readonly Resource: readonly string[] }[];
  };
  const readable = Statement.find(({ Sid }) => Sid === "ReadSecrets")?.Resource ?? [];
  const asked: string[] = [];
  for (const channel of channelNames) {
    const { env } = sweeperFixture([]);
    const get: typeof env.secrets.get = (name) => {
      asked.push(arn("secretsmanager", `secret:${name}-a1B2c3`));
      return env.secrets.get(name);
    };
    await swept([stranded("uncertain", channel)], { secrets: { ...env.secrets, get } });
  }
  assert.equal(
    asked.map((one) => readable.filter((pattern) => matches(pattern, one))),
    readable.map((pattern) => [pattern]),
  );
});

test.run();
