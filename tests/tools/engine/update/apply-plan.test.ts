import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import { cloudSuite, refusalOf, startLocalCloud } from "../resources/local-cloud";
import { type Declaration, linesOf, updating, urnOf } from "./an-update";

const test = cloudSuite("apply-plan", "one each");

const queue = (inputs = {}): Declaration => ({
  type: "aws:sqs/queue:Queue",
  name: "orders",
  inputs: { name: "orders", ...inputs },
});

test("changes a queue's attributes, back to the defaults too, and keeps its messages", async ({ local }) => {
  const { up } = updating(local);
  await up(queue({ visibilityTimeoutSeconds: 7, delaySeconds: 0, receiveWaitTimeSeconds: 3 }));
  const QueueUrl = `${local.cloud.endpoints.sqs}/000000000000/orders`;
  await local.cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "waiting" }));

  const summary = await up(queue({ visibilityTimeoutSeconds: 9, delaySeconds: 0 }));

  const { Attributes = {} } = await local.cloud.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  const { Messages = [] } = await local.cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  assert.equal(linesOf(summary), ["update orders [visibilityTimeoutSeconds, receiveWaitTimeSeconds]"]);
  assert.equal([Attributes.VisibilityTimeout, Attributes.ReceiveMessageWaitTimeSeconds], ["9", "0"]);
  assert.equal([Messages.length, Messages[0]?.Body], [1, "waiting"]);
});

const table: Declaration = {
  type: "aws:dynamodb/table:Table",
  name: "things",
  inputs: { name: "things", billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes: [{ name: "id", type: "S" }] },
};
const item = (id: string, by: string): Declaration => ({
  type: "aws:dynamodb/tableItem:TableItem",
  name: "first",
  inputs: { tableName: "things", hashKey: "id", item: JSON.stringify({ id: { S: id }, by: { S: by } }) },
});

test("changes an item in place, moves one whose key changes, and leaves the others of the table alone", async ({
  local,
}) => {
  const { up } = updating(local);
  const read = async (id: string) =>
    (await local.cloud.dynamo.send(new GetItemCommand({ TableName: "things", Key: { id: { S: id } } }))).Item?.by?.S;
  await up(table, item("a", "one"));
  await local.cloud.dynamo.send(
    new PutItemCommand({ TableName: "things", Item: { id: { S: "own" }, by: { S: "someone" } } }),
  );

  await up({ ...table, inputs: { ...table.inputs, ttl: { attributeName: "ttl", enabled: true } } }, item("a", "two"));
  const changed = [await read("a"), await read("own")];
  await up(table, item("b", "three"));
  const moved = [await read("a"), await read("b"), await read("own")];
  await up(table);

  assert.equal(changed, ["two", "someone"]);
  assert.equal(moved, [undefined, "three", "someone"]);
  assert.equal([await read("b"), await read("own")], [undefined, "someone"]);
});

const fn = (text: string, memorySize = 128): Declaration => ({
  type: "aws:lambda/function:Function",
  name: "worker",
  inputs: {
    name: "worker",
    runtime: "nodejs24.x",
    handler: "index.handler",
    role: "arn:aws:iam::000000000000:role/r",
    memorySize,
    loggingConfig: { logFormat: "JSON", applicationLogLevel: "INFO", systemLogLevel: "WARN" },
    code: { assets: { "index.js": { text: `exports.handler = async () => "${text}"` } } },
  },
});

test("gives a function new code, and keeps the workers of one that is as it was", async ({ local }) => {
  const { up } = updating(local);
  const answer = async () => {
    const outcome = await local.lambda.invoke("worker", {});
    return outcome._tag === "Answered" ? outcome.payload : outcome._tag;
  };
  await up(fn("old"));
  const old = await answer();
  const pids = local.lambda.pids("worker");
  const same = await up(fn("old"));
  const untouched = local.lambda.pids("worker");
  const summary = await up(fn("new"));

  assert.equal([linesOf(same), untouched], [[], pids]);
  assert.equal(linesOf(summary), ["update worker [code]"]);
  assert.equal([old, await answer()], ['"old"', '"new"']);
  await up();
  assert.is(await answer(), "UnknownFunction");
});

test("moves a key to another plan without a moment at which it has none", async ({ local }) => {
  const key: Declaration = { type: "aws:apigateway/apiKey:ApiKey", name: "key", inputs: { name: "key" } };
  const plan = (name: string): Declaration => ({
    type: "aws:apigateway/usagePlan:UsagePlan",
    name,
    inputs: { name, apiStages: [{ apiId: "api", stage: "local" }] },
  });
  const calls: string[] = [];
  const apiGateway = {
    ...local.apiGateway,
    addUsagePlanKey: (...ids: readonly [string, string]) => {
      calls.push("add");
      local.apiGateway.addUsagePlanKey(...ids);
    },
    removeUsagePlanKey: (...ids: readonly [string, string]) => {
      calls.push("remove");
      setImmediate(() => calls.push("a request"));
      local.apiGateway.removeUsagePlanKey(...ids);
    },
  };
  const other = await startLocalCloud({ apiGateway });
  const { up, deployed } = updating(other);
  const idOf = (name: string, type: string) =>
    [...deployed.values()].find((one) => one.name === name && one.type.endsWith(type))?.created.id ?? "";
  await up(key, plan("one"), plan("two"));
  const member = (usagePlanId: string): Declaration => ({
    type: "aws:apigateway/usagePlanKey:UsagePlanKey",
    name: "key",
    inputs: { keyId: idOf("key", "ApiKey"), keyType: "API_KEY", usagePlanId },
  });
  await up(key, plan("one"), plan("two"), member(idOf("one", "UsagePlan")));
  const summary = await up(key, plan("one"), plan("two"), member(idOf("two", "UsagePlan")));
  await new Promise(setImmediate);
  await other.stop();

  assert.equal(linesOf(summary), ["replace key [usagePlanId]"]);
  assert.equal(calls, ["add", "remove", "add", "a request"]);
});

test("names the step that failed, keeps what was done before it, and goes on from there the next time", async ({
  local,
}) => {
  const secret = (name: string): Declaration => ({
    type: "aws:secretsmanager/secret:Secret",
    name,
    inputs: { name },
  });
  const { up } = updating(local);
  const { resources } = local;
  const failing = updating({
    resources: {
      ...resources,
      make: (inputs, subject) =>
        inputs.name === "two" ? Promise.reject(new Error("there is no room")) : resources.make(inputs, subject),
    },
  });

  const failure = await refusalOf(failing.up(secret("one"), secret("two"), secret("three")));

  const made = [...failing.deployed.values()].map(({ name }) => name);
  assert.equal([failure, made], ["two (aws:secretsmanager/secret:Secret): there is no room", ["one"]]);
  assert.equal(linesOf(await up(secret("four"))), ["create four"]);
});

test("makes side by side what does not depend on each other, and nothing that depends on what has failed", async ({
  local,
}) => {
  const begun: string[] = [];
  let release = (): void => undefined;
  const both = new Promise<void>((resolve) => {
    release = resolve;
  });
  const resources = {
    ...local.resources,
    make: async (_: unknown, { urn }: { readonly urn: string }) => {
      const name = urn.split("::").at(-1) ?? "";
      begun.push(name);
      if (begun.length === 2) release();
      await both;
      if (name === "faulty") throw new Error("refused");
      return { id: name, state: {} };
    },
  };
  const { up, deployed } = updating({ resources });
  const topic = (name: string, more = {}): Declaration => ({
    type: "aws:sns/topic:Topic",
    name,
    inputs: { name },
    ...more,
  });

  const refusal = await refusalOf(
    up(
      topic("faulty"),
      topic("apart", { dependencies: [] }),
      topic("after", { dependencies: [urnOf(topic("faulty"))] }),
    ),
  );

  assert.is(refusal, "faulty (aws:sns/topic:Topic): refused");
  assert.equal([begun, [...deployed.values()].map(({ name }) => name)], [["faulty", "apart"], ["apart"]]);
});
