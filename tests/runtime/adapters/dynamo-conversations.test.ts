import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as E from "fp-ts/Either";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { dynamoConversations, dynamoGuards } from "../../../runtime/adapters/dynamo-conversations";
import { fromAttributes, toAttributes } from "../../../runtime/codec/attribute-value";
import type { JsonObject } from "../../../runtime/codec/json";
import type { ConversationKey, NewItem } from "../../../runtime/conversation/conversation";
import { noteConflict } from "../../../runtime/conversation/request-guard";
import type { Counting } from "../../../runtime/conversation/spending";
import { type Change, commitToSend, renewLease } from "../../../runtime/conversation/transitions";
import type { Conversations } from "../../../runtime/ports/conversations";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { dynamoAt } from "../../helpers/local-clients";
import { processorRecord } from "../../helpers/queue-message";
import { type ConversationsTable, startConversationsTable, TABLE } from "./conversations-table";

const key = { primary_channel: "+447400123456", conversation_id: "ci#pi#request#447400654321" };
const lease = { lease_owner: "me", lease_until: "2026-11-20T12:02:40.000Z" };
const drafted: NewItem = { ...key, ...lease, send_state: "drafted", messages: [], task_complete: 0, nothing: null };
const attempt = { attempt_id: "attempt-1", sending_at: "2026-11-20T12:00:00.000Z" };

const refused = E.left({ _tag: "ChangeRefused" });
const done = E.right(undefined);

const test = suite<{ table: ConversationsTable; conversations: Conversations; lines: readonly unknown[] }>(
  "dynamo-conversations",
);

test.before(async (context) => {
  context.table = await startConversationsTable();
  const { log, lines } = gatheringLog();
  context.lines = lines;
  context.conversations = dynamoConversations(context.table.client, TABLE, log);
});
test.after(({ table }) => table.stop());

/** What lies in the table. */
const stored = async (client: DynamoDBClient, where: ConversationKey): Promise<JsonObject | undefined> => {
  const { primary_channel, conversation_id } = where;
  const Key = toAttributes({ primary_channel, conversation_id });
  const { Item } = await client.send(new GetItemCommand({ TableName: TABLE, Key, ConsistentRead: true }));
  return Item && fromAttributes(Item);
};

let count = 0;
/** The key of a record of its own. */
const freshKey = () => {
  count += 1;
  return { ...key, conversation_id: `${key.conversation_id}-${count}` };
};

test("a record is created once, and read as it was written", async ({ table, conversations }) => {
  const item = { ...drafted, ...freshKey() };

  const results = [await conversations.putNew(item)(), await conversations.putNew({ ...item, send_state: "sent" })()];

  assert.equal(results, [E.right("created"), E.right("exists")]);
  assert.equal(await stored(table.client, item), item);
});

test("of a hundred claims at once one creates the record", async ({ conversations }) => {
  const item = { ...drafted, ...freshKey() };

  const results = await Promise.all(
    Array.from({ length: 100 }, (_, n) => conversations.putNew({ ...item, lease_owner: `worker-${n}` })()),
  );

  assert.is(results.filter((result) => E.isRight(result) && result.right === "created").length, 1);
});

const counting = (change: Partial<Counting> = {}): Counting => ({
  key: { primary_channel: "spent#ci#pi#2026-11-20#0", conversation_id: "spent" },
  recipient: "to-ada",
  conversation: "c1",
  tokens: 0,
  most: { messages: 100, ofRecipient: 100, tokens: 1_000 },
  ttl: 1_800_000_000,
  ...change,
});

/** What a row of countings is answered, one after the other, in a counter of their own. */
const counted = async ({ count, readCounted }: Conversations, rows: readonly Partial<Counting>[]) => {
  const key = { ...freshKey(), primary_channel: "spent#ci#pi#2026-11-20#0" };
  const answers = [];
  for (const row of rows) answers.push(await count(counting({ key, ...row }))());
  return [...answers, await readCounted(counting({ key }))()];
};

const most = (change: Partial<Counting["most"]>): Pick<Counting, "most"> => ({
  most: { messages: 9, ofRecipient: 9, tokens: 99, ...change },
});

const rowsOf: Readonly<Record<string, readonly Partial<Counting>[]>> = {
  nothing: [],
  "one that comes again": [{}, {}, { conversation: "c2" }],
  "a recipient's": ["c1", "c2", "c3"].map((conversation) => ({ conversation, ...most({ ofRecipient: 2 }) })),
  "a project's": ["a", "b", "c"].map((recipient) => ({ recipient, conversation: recipient, ...most({ messages: 2 }) })),
  tokens: ["a", "b", "c"].map((recipient) => ({ recipient, tokens: 40, ...most({}) })),
};

for (const [what, rows] of Object.entries(rowsOf))
  test(`${what} is counted as the map of the proofs counts it`, async ({ conversations }) => {
    assert.equal(await counted(conversations, rows), await counted(inMemoryConversations().conversations, rows));
  });

test("of two hundred countings at once as many succeed as there is room", async ({ conversations }) => {
  const key = { ...freshKey(), primary_channel: "spent#ci#pi#2026-11-20#1" };
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      conversations.count(counting({ key, recipient: `to-${n % 50}`, conversation: `c${n}` }))(),
    ),
  );
  assert.is(answers.filter((answer) => E.isRight(answer) && answer.right === "counted").length, 100);
});

test("there is nothing where nothing was written", async ({ conversations }) => {
  assert.equal(await conversations.read(freshKey())(), E.right(O.none));
});

test("the router's look at a guard is consistent, and given up after a second, whatever the store does", async () => {
  const asked: string[] = [];
  const server = createServer(async (request) => void asked.push(await text(request))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const itsOwn = { maxAttempts: 1, requestHandler: { requestTimeout: 3_000, throwOnRequestTimeout: true } };
  const client = dynamoAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, itsOwn);
  const began = performance.now();

  const result = await dynamoGuards(client, TABLE, gatheringLog().log).readGuard(key)();

  const took = performance.now() - began;
  client.destroy();
  server.closeAllConnections();
  server.close();
  assert.equal(result, E.left({ _tag: "StoreUnavailable" }));
  assert.ok(took < 2_000, `${took} ms`);
  assert.equal(JSON.parse(asked[0] ?? "{}").ConsistentRead, true);
});

test("keys called __proto__ go to the table and come back like any other", async ({ table, conversations }) => {
  const written = '{"__proto__":{"__proto__":"a","b":1},"c":[{"__proto__":null}]}';
  const item = { ...drafted, ...freshKey(), project_data: JSON.parse(written) };

  await conversations.putNew(item)();

  const found = await stored(table.client, item);
  assert.is(JSON.stringify(found?.project_data), written);
});

const changeAll: Change = {
  when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
  set: { send_state: "sending", draft: { variables: { "1": "Ada" } }, failure_reason: null },
  append: { messages: [{ content: "a" }], attempts: [{ attempt_id: "1" }, { attempt_id: "2" }] },
  remove: ["task_complete", "never_there"],
};

const { task_complete: _, ...withoutTask } = drafted;
const noted = noteConflict({ at: "now", differs: "recipient", channel: "sms", accepted_at: "before" });
const words = { "a.b": "1", ttl: 5, "#x": "y", ":z": "z" };
const begun = { ...drafted, ...attempt, send_state: "sending", updated_at: attempt.sending_at, attempts: [attempt] };

/** What is made of a record, by which change, and what stands then; a refused change leaves it as it was. */
const changes: readonly (readonly [string, JsonObject | undefined, Change, JsonObject | typeof refused])[] = [
  [
    "sets, appends, starts a list and removes",
    drafted,
    changeAll,
    {
      ...withoutTask,
      send_state: "sending",
      draft: { variables: { "1": "Ada" } },
      failure_reason: null,
      messages: [{ content: "a" }],
      attempts: [{ attempt_id: "1" }, { attempt_id: "2" }],
    },
  ],
  ["is refused where one value is another", { ...drafted, send_state: "sent" }, changeAll, refused],
  ["is refused where an attribute is missing", key, changeAll, refused],
  ["is refused where there is no record, and makes none", undefined, noted, refused],
  [
    "appends without a condition",
    drafted,
    noted,
    { ...drafted, conflicts: [{ at: "now", differs: "recipient", channel: "sms", accepted_at: "before" }] },
  ],
  ["only removes", drafted, { when: { send_state: "drafted" }, set: {}, remove: ["task_complete"] }, withoutTask],
  ["is a success where it had been made before", begun, commitToSend(lease, attempt), begun],
  [
    "is refused where another holder has come to the same values",
    { ...drafted, lease_owner: "other" },
    renewLease(lease, [lease.lease_until]),
    refused,
  ],
  ["names attributes that are words of DynamoDB", drafted, { when: {}, set: words }, { ...drafted, ...words }],
];

for (const [title, before, change, then] of changes) {
  const [expected, after] = then === refused ? [refused, before] : [done, then];

  test(`a change ${title}`, async ({ conversations, table }) => {
    const where = freshKey();
    if (before !== undefined) await conversations.putNew({ ...before, ...where })();
    assert.equal(await conversations.change(where, change)(), expected);
    assert.equal(await stored(table.client, where), after && { ...after, ...where });
  });

  test(`in memory as well, a change ${title}`, async () => {
    const memory = inMemoryConversations();
    if (before !== undefined) memory.put(before);
    assert.equal(await memory.conversations.change(key, change)(), expected);
    assert.equal(memory.find(key), after);
  });
}

test("a change that was made while its answer was lost is a success, made once", async ({ conversations, table }) => {
  const where = freshKey();
  await conversations.putNew({ ...drafted, ...where })();
  table.loseNext(1);

  const result = await conversations.change(where, commitToSend(lease, attempt))();

  assert.equal(result, done);
  assert.equal((await stored(table.client, where))?.attempts, [attempt]);
});

test("a put whose answer was lost tells that the record exists, for the caller to read", async ({
  conversations,
  table,
}) => {
  const item = { ...drafted, ...freshKey() };
  table.loseNext(1);

  assert.equal(await conversations.putNew(item)(), E.right("exists"));
});

test("all records of a recipient are found, over pages, and no other's", async ({ conversations }) => {
  const recipient = { primary_channel: "+447400999999" };
  const big = "x".repeat(300_000);
  const ids = ["a", "b", "c", "d", "e"];
  for (const conversation_id of ids) await conversations.putNew({ ...recipient, conversation_id, big })();

  const found = await conversations.ofRecipient(recipient.primary_channel)();

  assert.equal(E.isRight(found) && found.right.map(({ conversationId }) => conversationId), ids);
});

test("records and guards are decoded as they are read, and what cannot be is told by its places", async ({
  conversations,
}) => {
  const at = freshKey();
  const record = processorRecord({ ...at });
  await conversations.putNew({ ...record, ...at })();

  const unreadable = (what: string) => E.left({ _tag: "Unreadable", reason: what });
  assert.equal(await conversations.read(at)(), E.right(O.some(record)));
  assert.equal(
    await conversations.readGuard(at)(),
    unreadable(
      "request guard: winner (expected { primary_channel: string, conversation_id: string }), fingerprint (expected string)",
    ),
  );
  assert.equal(await conversations.readGuard(freshKey())(), E.right(O.none));
  const torn = freshKey();
  await conversations.putNew({ ...record, ...torn, send_state: "posted" })();
  const read = await conversations.read(torn)();
  assert.match(
    E.isLeft(read) && read.left._tag === "Unreadable" ? read.left.reason : "",
    /^conversation record: send_state/,
  );
});

test("a table that cannot be reached is unavailable for every operation, and the log says why without words of the record", async () => {
  const { log, lines } = gatheringLog();
  const client = dynamoAt("http://127.0.0.1:9", { maxAttempts: 1 });
  const conversations = dynamoConversations(client, TABLE, log);

  const results = await Promise.all([
    conversations.putNew(drafted)(),
    conversations.read(key)(),
    conversations.readGuard(key)(),
    conversations.change(key, changeAll)(),
    conversations.ofRecipient("+447400123456")(),
  ]);

  assert.equal(results, Array(5).fill(E.left({ _tag: "StoreUnavailable" })));
  assert.equal(
    lines.map(({ level, event }) => [level, event]),
    Array(5).fill(["warn", "conversations_table_unavailable"]),
  );
  assert.not.match(JSON.stringify(lines), "447400123456");
});

test("a table that does not exist is unavailable", async ({ table }) => {
  const conversations = dynamoConversations(table.client, "another", gatheringLog().log);

  assert.equal(await conversations.read(key)(), E.left({ _tag: "StoreUnavailable" }));
});

test("an empty address is no key, here and in memory", async ({ conversations }) => {
  const item = { ...drafted, primary_channel: "" };
  const unavailable = E.left({ _tag: "StoreUnavailable" });

  assert.equal(await conversations.putNew(item)(), unavailable);
  assert.equal(await inMemoryConversations().conversations.putNew(item)(), unavailable);
});
