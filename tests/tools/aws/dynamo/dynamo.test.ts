import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../../tools/aws/dynamo/dynamo";
import { untilActive } from "../../../../tools/engine/resources/dynamodb-table";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { until } from "../../../helpers/time-and-chance";
import { dynamoAt } from "../local-clients";

const testDynamo = suite("dynamo");

const createTable = new CreateTableCommand({
  TableName: "things",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
});
const item = { id: { S: "a" }, size: { N: "3" } };
const get = new GetItemCommand({ TableName: "things", Key: { id: { S: "a" } } });

testDynamo("serves a table once it is active, and stops although the client keeps its connection", async () => {
  const server = await startDynamo();
  const client = dynamoAt(server.url);

  await client.send(createTable);
  await untilActive(client, "things");
  await client.send(new PutItemCommand({ TableName: "things", Item: item }));
  const found = await client.send(get);
  const stopping = Date.now();
  await server.stop();

  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(found.Item, item);
  assert.ok(Date.now() - stopping < 4000, "did not wait for the idle connection to time out");
});

testDynamo("finds in the state folder what an earlier server kept there", async () => {
  const stateFolder = temporaryFolder();
  const first = await startDynamo({ stateFolder });
  await dynamoAt(first.url).send(createTable);
  await untilActive(dynamoAt(first.url), "things");
  await dynamoAt(first.url).send(new PutItemCommand({ TableName: "things", Item: item }));
  await first.stop();

  const second = await startDynamo({ stateFolder });
  const found = await dynamoAt(second.url).send(get);
  await second.stop();

  assert.equal(found.Item, item);
});

testDynamo("outlives a client that goes away in the middle of a request", async () => {
  const server = await startDynamo();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  await new Promise<void>((resolve) => {
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{", () => resolve());
  });

  socket.resetAndDestroy();
  await dynamoAt(server.url).send(createTable);
  await untilActive(dynamoAt(server.url), "things");

  await server.stop();
});

testDynamo.run();

const testDynamoTap = suite("the tap on DynamoDB");

const createThings = new CreateTableCommand({
  TableName: "things",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
});
const put = new PutItemCommand({ TableName: "things", Item: { id: { S: "é" } } });
const getThing = new GetItemCommand({ TableName: "things", Key: { id: { S: "é" } } });

testDynamoTap("hears of every call with its answer's status, and lets it through as it is", async () => {
  const server = await startDynamo();
  const client = dynamoAt(server.url);
  await client.send(createThings);
  await untilActive(client, "things");
  const heard: unknown[] = [];
  const stop = server.tap.onAnswer(({ operation, body }, status) =>
    heard.push([operation, body.includes("é"), status]),
  );
  await client.send(put);
  assert.equal((await client.send(getThing)).Item, { id: { S: "é" } });
  const refused = new PutItemCommand({ ...put.input, ConditionExpression: "attribute_not_exists(id)" });
  await client.send(refused).catch(() => undefined);
  await until("three calls", () => heard.length === 3);
  stop();
  await client.send(getThing);
  assert.equal(heard, [
    ["PutItem", true, 200],
    ["GetItem", true, 200],
    ["PutItem", true, 400],
  ]);
  client.destroy();
  await server.stop();
});

testDynamoTap("refuses what it is told to, until it is told not to", async () => {
  const server = await startDynamo();
  const client = dynamoAt(server.url);
  await client.send(createThings);
  await untilActive(client, "things");
  const mend = server.tap.refuse(({ operation }) => operation === "PutItem");
  const failure = await client.send(put).catch((error: Error) => error.name);
  assert.is((await client.send(getThing)).Item, undefined);
  mend();
  await client.send(put);
  assert.equal([failure, (await client.send(getThing)).Item], ["InternalServerError", { id: { S: "é" } }]);
  client.destroy();
  await server.stop();
});

testDynamoTap.run();

const testRestoredState = suite("restored state");

const TABLE = "records";

const withTables = async <A>(stateFolder: string, use: (client: DynamoDBClient) => Promise<A>): Promise<A> => {
  const dynamo = await startDynamo({ stateFolder });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: dynamo.url, region: "eu-north-1", credentials });
  try {
    return await use(client);
  } finally {
    client.destroy();
    await dynamo.stop();
  }
};

const create = async (client: DynamoDBClient): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  await untilActive(client, TABLE);
};

const write = (client: DynamoDBClient, status: string) =>
  client.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: "1" }, status: { S: status } } }));

const read = async (client: DynamoDBClient) =>
  (await client.send(new GetItemCommand({ TableName: TABLE, Key: { id: { S: "1" } } }))).Item?.status?.S;

testRestoredState("is what a copy of the folder held, whatever was written after it was made", async () => {
  const folder = mkdtempSync(join(tmpdir(), "state-"));
  const [state, backup] = [join(folder, "state"), join(folder, "backup")];
  try {
    await withTables(state, async (client) => {
      await create(client);
      await write(client, "right");
    });
    cpSync(state, backup, { recursive: true });
    await withTables(state, (client) => write(client, "spoiled"));
    const before = await withTables(state, read);

    rmSync(state, { recursive: true });
    cpSync(backup, state, { recursive: true });

    assert.equal({ before, after: await withTables(state, read) }, { before: "spoiled", after: "right" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

testRestoredState.run();
