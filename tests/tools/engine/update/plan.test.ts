import * as assert from "uvu/assert";
import type { Plan } from "../../../../tools/engine/update/plan";
import { cloudSuite, refusalOf } from "../resources/local-cloud";
import { type Declaration, linesOf, updating } from "./an-update";

const test = cloudSuite("make-plan", "one each");

const secret = (name: string, inputs = {}): Declaration => ({
  type: "aws:secretsmanager/secret:Secret",
  name,
  inputs: { name: `app/${name}`, recoveryWindowInDays: 0, ...inputs },
});
const version = (secretString: string, ignoreChanges: readonly string[] = []): Declaration => ({
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  name: "token",
  ignoreChanges,
  inputs: { secretId: "app/token", secretString },
});
const table = (inputs: Readonly<Record<string, unknown>> = {}, options: Partial<Declaration> = {}): Declaration => ({
  type: "aws:dynamodb/table:Table",
  name: "things",
  inputs: {
    name: "things",
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: inputs.hashKey ?? "id", type: "S" }],
    ...inputs,
  },
  ...options,
});
const topic = (name: string): Declaration => ({
  type: "aws:sns/topic:Topic",
  name: "one",
  inputs: { name },
  protect: true,
});
const tags = (plan: Plan): readonly string[] =>
  plan.steps.map(({ action, registered }) => `${action} ${registered.name}`);

test("leaves alone what is declared as it is, whatever the order of its inputs", async ({ local }) => {
  const { up, plan } = updating(local);
  await up(secret("token", { description: "one", tags: { a: "1", b: "2" } }), table());
  const again = await plan(secret("token", { tags: { b: "2", a: "1" }, description: "one" }), table());
  assert.equal(tags(again.plan), ["leave token", "leave things"]);
});

test("makes what is new, changes what differs, and deletes what is gone at the end, dependents first", async ({
  local,
}) => {
  const { up } = updating(local);
  await up(secret("one"), secret("two"), secret("three"));
  const summary = await up(secret("four"), secret("two", { description: "changed" }));
  assert.equal(linesOf(summary), ["create four", "update two [description]", "delete three", "delete one"]);
  assert.equal([...local.secretsManager.secrets.names()].sort(), ["app/four", "app/two"]);
});

test("keeps the value of an input whose changes are ignored", async ({ local }) => {
  const { up, plan } = updating(local);
  await up(secret("token"), version("first", ["secretString"]));
  const ignoring = await plan(secret("token"), version("second", ["secretString"]));
  assert.equal(tags(ignoring.plan), ["leave token", "leave token"]);
  assert.equal(tags((await plan(secret("token"), version("second"))).plan), ["leave token", "replace token"]);
});

test("replaces what has another name: the new one is made before the old one is removed", async ({ local }) => {
  const { up } = updating(local);
  await up(secret("token"));
  assert.equal(linesOf(await up(secret("token", { name: "app/other" }))), ["replace token [name]"]);
  assert.equal(local.secretsManager.secrets.names(), ["app/other"]);
});

const refused: readonly (readonly [what: string, before: Declaration, after: readonly Declaration[], RegExp])[] = [
  ["a protected table that is gone", table({}, { protect: true }), [], /^things .* is protected: it cannot be deleted/],
  [
    "a protected topic with another name",
    topic("one"),
    [topic("other")],
    /^one .* is protected: it cannot be replaced/,
  ],
  [
    "a table with deletion protection that is gone",
    table({ deletionProtectionEnabled: true }),
    [],
    /has deletion protection: it cannot be deleted/,
  ],
];

for (const [what, before, after, words] of refused)
  test(`refuses, by name, ${what}`, async ({ local }) => {
    const { up, plan } = updating(local);
    await up(before);
    const { faults } = await plan(...after);
    assert.is(faults.length, 1, faults.join("\n"));
    assert.match(faults.join(), words);
  });

test("refuses a new resource under a name that an old one has until it is deleted", async ({ local }) => {
  const { up, plan } = updating(local);
  const queue = (name: string): Declaration => ({ type: "aws:sqs/queue:Queue", name, inputs: { name: "orders" } });
  await up(queue("one"));
  const { faults } = await plan(queue("two"));
  assert.equal(faults, [
    "two (aws:sqs/queue:Queue) has the name that one still has: delete that in an update of its own",
  ]);
});

test("refuses what depends on an id that the service makes up", async ({ local }) => {
  const { plan } = updating(local);
  const topic: Declaration = { type: "aws:sns/topic:Topic", name: "alarms", inputs: { name: "alarms" } };
  const arn = "arn:aws:sns:eu-north-1:000000000000:alarms";
  const subscription: Declaration = {
    type: "aws:sns/topicSubscription:TopicSubscription",
    name: "mail",
    inputs: { topic: arn, protocol: "email", endpoint: "ops@example.com" },
  };
  const id = (await plan(subscription)).plan.steps[0]?.foreseen.id;
  const { faults } = await plan(topic, subscription, secret("one", { description: id }));
  assert.match(faults.join(), /^one .* needs the id of mail, which is not known before that is made$/);
});

test("refuses to ignore a part of an input, and to change the keys or indexes of a table", async ({ local }) => {
  const { up, plan } = updating(local);
  await up(secret("one"), table());
  assert.is(
    await refusalOf(plan({ ...secret("one"), ignoreChanges: ["tags.a"] })),
    "ignoreChanges of tags.a is not supported, only of whole inputs other than code",
  );
  const fixed = "the local DynamoDB cannot change the keys and indexes of a table that exists";
  const globalSecondaryIndexes = [{ name: "by-id", hashKey: "id", projectionType: "ALL" }];
  assert.is(await refusalOf(plan(table({ hashKey: "other" }))), `hashKey: ${fixed}`);
  assert.is(await refusalOf(plan(table({ globalSecondaryIndexes }))), `globalSecondaryIndexes: ${fixed}`);
});
