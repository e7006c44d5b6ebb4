import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../local/aws/dynamo";
import { untilActive } from "../../../local/resources/until-active";

const test = suite("restored state");

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

test("is what a copy of the folder held, whatever was written after it was made", async () => {
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

test.run();
