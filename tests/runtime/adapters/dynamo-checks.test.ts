import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { dynamoChecks, dynamoConversations } from "../../../runtime/adapters/dynamo-conversations";
import type { Checks, Conversations } from "../../../runtime/ports/conversations";
import { gatheringLog } from "../../helpers/gathering-log";
import { inMemoryConversations } from "../../helpers/in-memory-conversations";
import { dynamoAt } from "../../helpers/local-clients";
import { startConversationsTable, TABLE } from "./conversations-table";

const NOW = "2026-11-20T12:00:00.000Z";

const record = (n: number, check_bucket: string, next_check_at: string) => ({
  primary_channel: `+44740012345${n}`,
  conversation_id: `c-${n}`,
  send_state: "accepted",
  check_bucket,
  next_check_at,
});

const records = [
  record(1, "0", NOW),
  record(2, "0", "2026-11-20T11:00:00.000Z"),
  record(3, "0", "2026-11-20T12:00:00.001Z"),
  record(4, "1", "2026-11-20T11:00:00.000Z"),
  { primary_channel: "+447400123455", conversation_id: "c-5", send_state: "sent" },
  {
    primary_channel: "+447400123456",
    conversation_id: "c-6",
    retention_bucket: "0",
    retention_check_at: "2026-11-20T11:00:00.000Z",
  },
];

const due = async (conversations: Conversations, checks: Checks) => {
  for (const one of records) await conversations.putNew(one)();
  return Promise.all([
    checks.due("0", NOW, 10)(),
    checks.due("0", NOW, 1)(),
    checks.due("2", NOW, 10)(),
    checks.ending("0", NOW, 10)(),
  ]);
};

const expected = [
  E.right([
    { primary_channel: "+447400123452", conversation_id: "c-2" },
    { primary_channel: "+447400123451", conversation_id: "c-1" },
  ]),
  E.right([{ primary_channel: "+447400123452", conversation_id: "c-2" }]),
  E.right([]),
  E.right([{ primary_channel: "+447400123456", conversation_id: "c-6" }]),
];

test("conversations of a bucket that are due are found, the longest due first, and no others", async () => {
  const { client, stop } = await startConversationsTable();
  const { log } = gatheringLog();
  const found = due(dynamoConversations(client, TABLE, log), dynamoChecks(client, TABLE, log));
  assert.equal(await found.finally(stop), expected);
});

test("in memory as well", async () => {
  const { conversations, checks } = inMemoryConversations();
  assert.equal(await due(conversations, checks), expected);
});

test("an index that cannot be reached is told", async () => {
  const { log, lines } = gatheringLog();
  const client = dynamoAt("http://127.0.0.1:9", { maxAttempts: 1 });

  assert.equal(await dynamoChecks(client, TABLE, log).due("0", NOW, 10)(), E.left({ _tag: "StoreUnavailable" }));
  assert.equal(
    lines.map(({ level, event }) => [level, event]),
    [["error", "check_index_unreadable"]],
  );
});
