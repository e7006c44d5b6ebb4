import { CreateTableCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../local/aws/dynamo";
import { untilActive } from "../../../local/resources/until-active";
import { until } from "../../helpers/until";
import { dynamoAt } from "./local-clients";

const test = suite("the tap on DynamoDB");

const createTable = new CreateTableCommand({
  TableName: "things",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
});
const put = new PutItemCommand({ TableName: "things", Item: { id: { S: "é" } } });
const get = new GetItemCommand({ TableName: "things", Key: { id: { S: "é" } } });

test("hears of every call with its answer's status, and lets it through as it is", async () => {
  const server = await startDynamo();
  const client = dynamoAt(server.url);
  await client.send(createTable);
  await untilActive(client, "things");
  const heard: unknown[] = [];
  const stop = server.tap.onAnswer(({ operation, body }, status) =>
    heard.push([operation, body.includes("é"), status]),
  );
  await client.send(put);
  assert.equal((await client.send(get)).Item, { id: { S: "é" } });
  const refused = new PutItemCommand({ ...put.input, ConditionExpression: "attribute_not_exists(id)" });
  await client.send(refused).catch(() => undefined);
  await until("three calls", () => heard.length === 3);
  stop();
  await client.send(get);
  assert.equal(heard, [
    ["PutItem", true, 200],
    ["GetItem", true, 200],
    ["PutItem", true, 400],
  ]);
  client.destroy();
  await server.stop();
});

test("refuses what it is told to, until it is told not to", async () => {
  const server = await startDynamo();
  const client = dynamoAt(server.url);
  await client.send(createTable);
  await untilActive(client, "things");
  const mend = server.tap.refuse(({ operation }) => operation === "PutItem");
  const failure = await client.send(put).catch((error: Error) => error.name);
  assert.is((await client.send(get)).Item, undefined);
  mend();
  await client.send(put);
  assert.equal([failure, (await client.send(get)).Item], ["InternalServerError", { id: { S: "é" } }]);
  client.destroy();
  await server.stop();
});

test.run();
