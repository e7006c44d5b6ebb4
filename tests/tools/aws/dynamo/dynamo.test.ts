import { cpSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import {
  CreateTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import internals from "dynalite/db";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { startDynamo } from "../../../../tools/aws/dynamo/dynamo";
import { untilActive } from "../../../../tools/engine/resources/dynamodb-table";
import { accessKey, dynamoAt, signedWith } from "../../../helpers/local-clients";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { until } from "../../../helpers/time-and-chance";

type Server = Awaited<ReturnType<typeof startDynamo>>;

/** Runs `act` against a server that is stopped afterwards. */
const withDynamo = async <A>(
  act: (client: DynamoDBClient, server: Server) => Promise<A>,
  options: Partial<Parameters<typeof startDynamo>[0]> = {},
): Promise<A> => {
  const server = await startDynamo({ accessKey, ...options });
  const client = dynamoAt(server.url);
  try {
    return await act(client, server);
  } finally {
    client.destroy();
    await server.stop();
  }
};

const create = async (client: DynamoDBClient): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: "things",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["id", "status"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-status",
          KeySchema: [{ AttributeName: "status", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
  await untilActive(client, "things");
};

const thing = (status: string) => ({ id: { S: "é" }, status: { S: status } });
const put = (status: string) => new PutItemCommand({ TableName: "things", Item: thing(status) });
const read = async (client: DynamoDBClient) =>
  (await client.send(new GetItemCommand({ TableName: "things", Key: { id: { S: "é" } } }))).Item;

const indexed = async (client: DynamoDBClient) =>
  (await client.send(new ScanCommand({ TableName: "things", IndexName: "by-status" }))).Items;

const keep = (status: string) => async (client: DynamoDBClient) => {
  await create(client);
  await client.send(put(status));
};

const testDynamo = suite("dynamo");

testDynamo("serves a table once it is active, and stops although the client keeps its connection", async () => {
  const server = await startDynamo({ accessKey });
  const client = dynamoAt(server.url);
  await keep("new")(client);
  const found = await read(client);
  const stopping = Date.now();
  await server.stop();

  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(found, thing("new"));
  assert.ok(Date.now() - stopping < 4000, "did not wait for the idle connection to time out");
});

testDynamo(
  "finds in the state folder what an earlier server answered for, though it was killed right then",
  async () => {
    const [stateFolder, killed] = [temporaryFolder(), temporaryFolder()];
    await withDynamo(
      async (client) => {
        await keep("kept")(client);
        cpSync(stateFolder, killed, { recursive: true });
      },
      { stateFolder },
    );
    assert.equal(await withDynamo(read, { stateFolder: killed }), thing("kept"));
  },
);

testDynamo("has an item and its places in the indexes from one moment, in which a process may be killed", async () => {
  const [stateFolder, killed] = [temporaryFolder(), temporaryFolder()];
  const { updateIndexes } = internals;
  await withDynamo(
    async (client) => {
      await keep("old")(client);
      internals.updateIndexes = (store, table, before, item, done) =>
        updateIndexes(store, table, before, item, () => {
          cpSync(stateFolder, killed, { recursive: true });
          done();
        });
      await client.send(put("new")).finally(() => {
        internals.updateIndexes = updateIndexes;
      });
    },
    { stateFolder },
  );
  const found = await withDynamo(async (client) => [await read(client), await indexed(client)], {
    stateFolder: killed,
  });
  assert.equal(found, [thing("new"), [thing("new")]]);
});

testDynamo("outlives a client that goes away in the middle of a request", () =>
  withDynamo(async (client, server) => {
    const socket = connect(server.port, "127.0.0.1");
    await new Promise<void>((resolve) => {
      socket.write(
        `POST / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: ${signedWith(accessKey)}\r\nContent-Length: 1000\r\n\r\n{`,
        () => resolve(),
      );
    });
    socket.resetAndDestroy();
    await create(client);
    assert.is(await read(client), undefined);
  }),
);

const testDynamoTap = suite("the tap on DynamoDB");

testDynamoTap("hears of every call with its answer's status, and lets it through as it is", () =>
  withDynamo(async (client, { tap }) => {
    await create(client);
    const heard: unknown[] = [];
    const stop = tap.onAnswer(({ operation, body }, status) => heard.push([operation, body.includes("é"), status]));
    await client.send(put("new"));
    assert.equal(await read(client), thing("new"));
    const refused = new PutItemCommand({ ...put("again").input, ConditionExpression: "attribute_not_exists(id)" });
    await client.send(refused).catch(() => undefined);
    await until("three calls", () => heard.length === 3);
    stop();
    await read(client);
    assert.equal(heard, [
      ["PutItem", true, 200],
      ["GetItem", true, 200],
      ["PutItem", true, 400],
    ]);
  }),
);

testDynamoTap("refuses what it is told to, until it is told not to", () =>
  withDynamo(async (client, { tap }) => {
    await create(client);
    const mend = tap.refuse(({ operation }) => operation === "PutItem");
    const failure = await client.send(put("refused")).catch((error: Error) => error.name);
    const between = await read(client);
    mend();
    const mendAgain = tap.refuse(({ body }) => body.includes("refused"), {
      status: 400,
      type: "AccessDeniedException",
    });
    const otherwise = await client.send(put("refused")).catch((error: Error) => error.name);
    mendAgain();
    await client.send(put("new"));
    assert.equal([failure, otherwise, between], ["InternalServerError", "AccessDeniedException", undefined]);
    assert.equal(await read(client), thing("new"));
  }),
);

const testRestoredState = suite("restored state");

testRestoredState("is what a copy of the folder held, whatever was written after it was made", async () => {
  const folder = temporaryFolder();
  const [stateFolder, backup] = [join(folder, "state"), join(folder, "backup")];
  await withDynamo(keep("right"), { stateFolder });
  cpSync(stateFolder, backup, { recursive: true });
  await withDynamo((client) => client.send(put("spoiled")), { stateFolder });
  const before = await withDynamo(read, { stateFolder });

  rmSync(stateFolder, { recursive: true });
  cpSync(backup, stateFolder, { recursive: true });

  assert.equal([before, await withDynamo(read, { stateFolder })], [thing("spoiled"), thing("right")]);
});
