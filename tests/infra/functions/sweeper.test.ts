import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { sweepExpression } from "../../../infra/functions/sweeper";
import { endThreads } from "../../../runtime/sweeper/end-threads";
import { schedulePeriod } from "../../../tools/aws/schedule/schedule";
import { keyOfRecord } from "../../helpers/in-memory-conversations";
import { stranded, sweeperFixture, swept } from "../../helpers/sweeper-fixture";
import { type Call, callOn, isAllowed, type Policy } from "../deployment/evaluate-policies";
import { captured } from "../helpers/captures";
import { arn, channelNames, inputsOf, parsed } from "../helpers/declared";

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

test("may read the secrets that it asks for, and no others", async () => {
  const policy = parsed(inputsOf(await captured("dev"), "iam/rolePolicy:RolePolicy", "sweeper").policy) as Policy;
  const asked: Call[] = [];
  for (const channel of channelNames) {
    const { secrets } = sweeperFixture([]).env;
    const get: typeof secrets.get = (name) => {
      asked.push(callOn("secretsmanager:GetSecretValue", `secret:${name}-a1B2c3`));
      return secrets.get(name);
    };
    await swept([stranded("uncertain", channel)], { secrets: { ...secrets, get } });
    const threads = { remove: () => TE.right({ items: 0, found: false }) };
    const shared = stranded("sending", channel);
    const api_key_reference = `ai-multi-comms/openai-api-key/ci-aaa-001/pi-aaa-001/${channel}-dev`;
    for (const ending of [shared, { ...shared, ai_config: { api_key_reference } }])
      await endThreads(keyOfRecord(ending))(sweeperFixture([ending], { secrets: { ...secrets, get }, threads }).env)();
  }
  assert.equal(
    asked.map((call) => isAllowed([policy], call)),
    Array(8).fill(true),
  );
  const readable = policy.Statement.filter(({ Action }) => [Action].flat().includes("secretsmanager:GetSecretValue"));
  assert.is(readable.flatMap(({ Resource }) => Resource).length, asked.length);
});
