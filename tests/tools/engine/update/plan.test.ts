import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nameOf, type Plan } from "../../../../tools/engine/update/plan";
import { type LocalCloud, startLocalCloud } from "../resources/local-cloud";
import { type Declaration, linesOf, updating, urnOf } from "./an-update";

const test = suite<{ local: LocalCloud }>("make-plan");

test.before.each(async (context) => {
  context.local = await startLocalCloud();
});
test.after.each(({ local }) => local.stop());

const secret = (name: string, inputs = {}): Declaration => ({
  ...{ type: "aws:secretsmanager/secret:Secret", name },
  inputs: { name: `app/${name}`, recoveryWindowInDays: 0, ...inputs },
});
const version = (secretString: string, ignoreChanges: readonly string[] = []): Declaration => ({
  ...{ type: "aws:secretsmanager/secretVersion:SecretVersion", name: "token", ignoreChanges },
  inputs: { secretId: "app/token", secretString },
});
const table = (
  inputs: { readonly hashKey?: string; readonly deletionProtectionEnabled?: boolean } = {},
  options: Partial<Declaration> = {},
): Declaration => ({
  ...{ type: "aws:dynamodb/table:Table", name: "things" },
  inputs: {
    ...{ name: "things", billingMode: "PAY_PER_REQUEST", hashKey: "id" },
    attributes: [{ name: inputs.hashKey ?? "id", type: "S" }],
    ...inputs,
  },
  ...options,
});
const item = (id: string): Declaration => ({
  ...{ type: "aws:dynamodb/tableItem:TableItem", name: "first" },
  inputs: { tableName: "things", hashKey: "id", item: JSON.stringify({ id: { S: id }, other: { S: id } }) },
  propertyDependencies: { tableName: [urnOf(table())] },
});

const tags = (plan: Plan): readonly string[] => plan.map((step) => `${step._tag} ${nameOf(step)}`);

test("leaves alone what is declared as it is, whatever the order of its inputs", async ({ local }) => {
  const { up, plan } = updating(local);
  await up(secret("token", { description: "one", tags: { a: "1", b: "2" } }), table());
  const again = await plan(secret("token", { tags: { b: "2", a: "1" }, description: "one" }), table());
  assert.equal(tags(again.plan), ["Same token", "Same things"]);
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
  assert.equal(tags((await plan(secret("token"), version("second", ["secretString"]))).plan), [
    "Same token",
    "Same token",
  ]);
  assert.equal(tags((await plan(secret("token"), version("second"))).plan), ["Same token", "Replace token"]);
});

test("replaces a table whose key changes, with what stands in it, as far as it may", async ({ local }) => {
  const { up, plan } = updating(local);
  await up(table(), item("a"));
  const other = table({ hashKey: "other" });
  const summary = await up(other, { ...item("a"), inputs: { ...item("a").inputs, hashKey: "other" } });
  assert.equal(linesOf(summary), ["replace things [hashKey, attributes]", "replace first [hashKey, tableName]"]);
  assert.equal((await plan(other)).plan.length, 2);
});

test("takes a resource for the one whose urn is its alias", async ({ local }) => {
  const { up } = updating(local);
  await up(secret("old"));
  const renamed = { ...secret("old"), name: "new", aliases: [urnOf(secret("old"))] };
  assert.equal(linesOf(await up(renamed)), []);
  assert.equal(linesOf(await up({ ...renamed, aliases: [] })), []);
  assert.equal(local.secretsManager.secrets.names(), ["app/old"]);
});

const refused: readonly (readonly [what: string, before: Declaration, after: readonly Declaration[], RegExp])[] = [
  ["a protected table that is gone", table({}, { protect: true }), [], /^things .* is protected: it cannot be deleted/],
  [
    "a protected table with another key",
    table({}, { protect: true }),
    [table({ hashKey: "other" }, { protect: true })],
    /^things .* is protected: it cannot be replaced/,
  ],
  [
    "a table with deletion protection that is gone",
    table({ deletionProtectionEnabled: true }),
    [],
    /has deletion protection: it cannot be deleted/,
  ],
  [
    "ignoring a part of an input",
    secret("one"),
    [{ ...secret("one"), ignoreChanges: ["tags.a"] }],
    /ignoreChanges of tags\.a is not supported/,
  ],
  [
    "an alias of a component",
    secret("one"),
    [secret("one"), { type: "demo:Box", name: "box", inputs: {}, custom: false, aliases: ["urn"] }],
    /^box \(demo:Box\): aliases of a component are not supported/,
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
  assert.equal(faults, ["two (aws:sqs/queue:Queue) has the name that one still has: name one as its alias"]);
});

test("refuses what depends on an id that the service makes up", async ({ local }) => {
  const { plan } = updating(local);
  const topic: Declaration = { type: "aws:sns/topic:Topic", name: "alarms", inputs: { name: "alarms" } };
  const arn = "arn:aws:sns:eu-north-1:000000000000:alarms";
  const subscription: Declaration = {
    ...{ type: "aws:sns/topicSubscription:TopicSubscription", name: "mail" },
    inputs: { topic: arn, protocol: "email", endpoint: "ops@example.com" },
  };
  const [made] = (await plan(subscription)).plan;
  const id = made?._tag === "Create" ? made.wanted.foreseen.id : "";
  const { faults } = await plan(topic, subscription, secret("one", { description: id }));
  assert.match(faults.join(), /^one .* needs the id of mail, which is not known before that is made$/);
});

test.run();
