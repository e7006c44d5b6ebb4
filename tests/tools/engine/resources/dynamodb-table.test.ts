import { DescribeTableCommand, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../../tools/aws/dynamo/dynamo";
import { accessKey, dynamoAt } from "../../../helpers/local-clients";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { assertRefused, cloudSuite, refusalOf, startLocalCloud } from "./local-cloud";

const test = cloudSuite("dynamodb-table");

const type = "aws:dynamodb/table:Table";
const inputs = {
  name: "conversations",
  billingMode: "PAY_PER_REQUEST",
  attributes: ["owner", "id", "state", "due"].map((name) => ({ name, type: name === "due" ? "N" : "S" })),
  hashKey: "owner",
  rangeKey: "id",
  globalSecondaryIndexes: [
    { name: "by-state", hashKey: "state", rangeKey: "due", projectionType: "INCLUDE", nonKeyAttributes: ["size"] },
    { name: "by-id", hashKey: "id", projectionType: "KEYS_ONLY" },
  ],
  localSecondaryIndexes: [{ name: "by-due", rangeKey: "due", projectionType: "ALL" }],
  ttl: { attributeName: "ttl", enabled: true },
  pointInTimeRecovery: { enabled: true },
  deletionProtectionEnabled: true,
};

const itemOf = (item: object) => ({
  tableName: "conversations",
  hashKey: "owner",
  rangeKey: "id",
  item: JSON.stringify(item),
});

test("creates a table with all its indexes, in which items are found", async ({ local }) => {
  const item = { owner: { S: "a" }, id: { S: "1" }, state: { S: "sent" }, due: { N: "5" }, size: { N: "2" } };
  const made = await local.make(type, inputs);
  await local.make("aws:dynamodb/tableItem:TableItem", itemOf(item));

  const { Table } = await local.cloud.dynamo.send(new DescribeTableCommand({ TableName: "conversations" }));
  const found = await local.cloud.dynamo.send(
    new QueryCommand({
      TableName: "conversations",
      IndexName: "by-state",
      KeyConditionExpression: "#s = :s AND due < :d",
      ExpressionAttributeNames: { "#s": "state" },
      ExpressionAttributeValues: { ":s": { S: "sent" }, ":d": { N: "6" } },
    }),
  );

  assert.equal(made, {
    id: "conversations",
    state: { name: "conversations", arn: "arn:aws:dynamodb:eu-north-1:000000000000:table/conversations" },
  });
  const { TableStatus, GlobalSecondaryIndexes = [], LocalSecondaryIndexes: [byDue, ...others] = [] } = Table ?? {};
  assert.is(TableStatus, "ACTIVE");
  assert.equal(GlobalSecondaryIndexes.map(({ IndexName }) => IndexName).sort(), ["by-id", "by-state"]);
  assert.equal([byDue?.IndexName, byDue?.Projection, others], ["by-due", { ProjectionType: "ALL" }, []]);
  assert.equal(found.Items, [item]);
});

test("keeps a table of the state folder with its items, and refuses one with other indexes", async () => {
  const stateFolder = temporaryFolder();
  const Key = { owner: { S: "a" }, id: { S: "1" } };
  const first = await startDynamo({ accessKey, stateFolder });
  const before = await startLocalCloud({ dynamo: dynamoAt(first.url) });
  await before.make(type, inputs);
  await before.make("aws:dynamodb/tableItem:TableItem", itemOf(Key));
  await Promise.all([before.stop(), first.stop()]);

  const second = await startDynamo({ accessKey, stateFolder });
  const after = await startLocalCloud({ dynamo: dynamoAt(second.url) });
  await after.make(type, inputs);
  const kept = await after.cloud.dynamo.send(new GetItemCommand({ TableName: "conversations", Key }));
  const refusal = await refusalOf(after.make(type, { ...inputs, localSecondaryIndexes: [] }));
  await Promise.all([after.stop(), second.stop()]);

  assert.equal(kept.Item, Key);
  assert.match(refusal, /^the table conversations in the state folder has other keys or indexes/);
});

test("refuses what it cannot do, naming the input", async ({ local }) => {
  const globalSecondaryIndexes = [{ name: "x", hashKey: "id", projectionType: "SOME" }];
  await assertRefused(
    local,
    [
      type,
      { ...inputs, streamEnabled: true },
      "streamViewType: the local run's streams have both images (NEW_AND_OLD_IMAGES)",
    ],
    [type, { ...inputs, hashKey: undefined }, "hashKey is missing"],
    [type, { ...inputs, globalSecondaryIndexes }, "projectionType SOME must be ALL, KEYS_ONLY or INCLUDE"],
    ["aws:dynamodb/tableItem:TableItem", { tableName: "conversations", item: "{" }, "item is not JSON"],
  );
});
