import {
  CreateTableCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../../tools/aws/dynamo/dynamo";
import type { StreamRecord } from "../../../../tools/aws/dynamo/table-streams";
import { untilActive } from "../../../../tools/engine/resources/dynamodb-table";
import { accessKey, dynamoAt } from "../../../helpers/local-clients";

const test = suite<{ client: DynamoDBClient; told: StreamRecord[]; end: () => void; stop: () => Promise<void> }>(
  "the stand-in for the tables' streams",
);

const create = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  await untilActive(client, TableName);
};

test.before.each(async (context) => {
  const server = await startDynamo({ accessKey });
  context.client = dynamoAt(server.url, { maxAttempts: 1 });
  context.told = [];
  await Promise.all(["things", "others"].map((name) => create(context.client, name)));
  context.end = server.streams.read("things", {
    wants: ({ dynamodb: { Keys } }) => JSON.stringify(Keys) !== '{"id":{"S":"unwanted"}}',
    take: (record) => void context.told.push(record),
  });
  context.stop = async () => {
    context.client.destroy();
    await server.stop();
  };
});
test.after.each(({ stop }) => stop());

const put = (id: string, more = {}, TableName = "things") =>
  new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } });
const count = (id: string, ConditionExpression?: string) =>
  new UpdateItemCommand({
    TableName: "things",
    Key: { id: { S: id } },
    UpdateExpression: "ADD seen :one",
    ExpressionAttributeValues: { ":one": { N: "1" } },
    ...(ConditionExpression === undefined ? {} : { ConditionExpression }),
  });

test("a write is told with both its images; one that failed, that changed nothing or that nobody wants is not", async ({
  client,
  told,
  end,
}) => {
  const from = Math.floor(Date.now() / 1000);
  await client.send(put("é", { word: { S: "new" } }));
  await client.send(count("é"));
  await client.send(put("é", { seen: { N: "1" }, word: { S: "new" } }));
  assert.ok(await client.send(count("é", "attribute_not_exists(id)")).catch(() => true));
  await client.send(put("unwanted"));
  await client.send(put("é", {}, "others"));
  await client.send(new DeleteItemCommand({ TableName: "things", Key: { id: { S: "é" } } }));
  end();
  await client.send(put("later"));

  const [first, second] = [
    { id: { S: "é" }, word: { S: "new" } },
    { id: { S: "é" }, word: { S: "new" }, seen: { N: "1" } },
  ];
  assert.equal(
    told.map(({ eventName, dynamodb: { Keys, NewImage, OldImage } }) => ({ eventName, Keys, NewImage, OldImage })),
    [
      { eventName: "INSERT", Keys: { id: { S: "é" } }, NewImage: first, OldImage: undefined },
      { eventName: "MODIFY", Keys: { id: { S: "é" } }, NewImage: second, OldImage: first },
      { eventName: "REMOVE", Keys: { id: { S: "é" } }, NewImage: undefined, OldImage: second },
    ],
  );
  for (const { dynamodb } of told) {
    assert.is(dynamodb.StreamViewType, "NEW_AND_OLD_IMAGES");
    assert.ok(dynamodb.ApproximateCreationDateTime >= from && dynamodb.SizeBytes > 20);
  }
});

test("a hundred writes of one item at once are told in the order in which it took them", async ({ client, told }) => {
  await Promise.all(Array.from({ length: 100 }, () => client.send(count("a"))));
  const numbers = told.map(({ dynamodb }) => dynamodb.SequenceNumber);
  assert.equal(numbers, [...numbers].sort());
  assert.is(told.length, 100);
  told.slice(1).forEach(({ dynamodb }, at) => {
    assert.equal(dynamodb.OldImage, told[at]?.dynamodb.NewImage);
  });
});

test("an attribute that is called __proto__ has its own name", async ({ client, told }) => {
  await client.send(put("a", { words: { M: JSON.parse('{ "__proto__": { "S": "kept" } }') } }));
  assert.match(JSON.stringify(told[0]?.dynamodb.NewImage), '{"M":{"__proto__":{"S":"kept"}}}');
});
