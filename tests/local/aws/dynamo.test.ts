import { connect } from "node:net";
import { CreateTableCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../local/aws/dynamo";
import { untilActive } from "../../../local/resources/until-active";
import { temporaryFolder } from "../temporary-folder";
import { dynamoAt } from "./local-clients";

const test = suite("dynamo");

const createTable = new CreateTableCommand({
  TableName: "things",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
});
const item = { id: { S: "a" }, size: { N: "3" } };
const get = new GetItemCommand({ TableName: "things", Key: { id: { S: "a" } } });

test("serves a table once it is active, and stops although the client keeps its connection", async () => {
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

test("finds in the state folder what an earlier server kept there", async () => {
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

test("outlives a client that goes away in the middle of a request", async () => {
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

test.run();
