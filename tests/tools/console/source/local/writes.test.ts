import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { updateExpression } from "../../../../../runtime/adapters/dynamo-items";
import { toAttributes } from "../../../../../runtime/codec/attribute-value";
import { commitToSend } from "../../../../../runtime/conversation/transitions";
import { type TableWrite, tableWrite, writeTimeline } from "../../../../../tools/console/source/local/table-write";
import { processorRecord } from "../../../../helpers/queue-message";
import { START } from "../../../../helpers/time-and-chance";

const testTableWrite = suite("what a call wrote to a conversation");

const TABLE = "conversations";
const at = new Date(START);
const record = processorRecord();
const { primary_channel, conversation_id } = record;
const key = { primary_channel, conversation_id };

const written = (operation: string, input: object, status = 200) =>
  pipe(
    tableWrite({ operation, body: JSON.stringify({ TableName: TABLE, ...input }) }, status, TABLE, at),
    O.toUndefined,
  );

testTableWrite("an update is told by what the runtime's own expressions set and append", () => {
  const change = commitToSend(
    { lease_owner: "worker-1", lease_until: START },
    { attempt_id: "attempt-1", sending_at: START },
  );
  const update = { Key: toAttributes(key), ...updateExpression(change) };
  assert.equal(written("UpdateItem", update), {
    at: START,
    key,
    kind: "changed",
    set: { send_state: "sending", attempt_id: "attempt-1" },
    appended: ["attempts"],
    outcome: "done",
  });
  assert.is(written("UpdateItem", update, 400)?.outcome, "refused");
  assert.is(written("UpdateItem", update, 500)?.outcome, "failed");
});

testTableWrite("a new record is told by its state, without what is personal, and one that is gone as such", () => {
  const put = written("PutItem", { Item: toAttributes(record) });
  assert.equal([put?.kind, put?.key, put?.set.send_state], ["new", key, "accepted"]);
  assert.not.match(JSON.stringify(put?.set), "Ada");
  assert.is(written("DeleteItem", { Key: toAttributes(key) })?.kind, "gone");
});

testTableWrite("readings, other tables and the guards of requests are none", () => {
  const guard = toAttributes({ primary_channel: "request#a#b", conversation_id: "c" });
  assert.equal(
    [
      written("GetItem", { Key: toAttributes(key) }),
      written("PutItem", { TableName: "conversations-old", Item: toAttributes(record) }),
      written("PutItem", { Item: guard }),
      O.toUndefined(tableWrite({ operation: "PutItem", body: `{ "TableName": "${TABLE}", ` }, 400, TABLE, at)),
    ],
    [undefined, undefined, undefined, undefined],
  );
});

const testWriteTimeline = suite("a timeline of writes");

const write = (set: TableWrite["set"], part: Partial<TableWrite> = {}): TableWrite => ({
  at: "2026-11-20T11:45:32.789Z",
  key: { primary_channel: "p", conversation_id: "c" },
  kind: "changed",
  set,
  appended: [],
  outcome: "done",
  ...part,
});

const told = (...writes: readonly TableWrite[]) =>
  writeTimeline(writes).map(({ kind, title, attempt }) => [kind, title, attempt]);

testWriteTimeline("tells each state of the protocol, and counts the attempts", () => {
  assert.equal(
    told(
      write({ send_state: "accepted", lease_owner: "w" }, { kind: "new" }),
      write({ send_state: "drafted" }),
      write({ send_state: "sending", attempt_id: "a1" }),
      write({ send_state: "drafted", failure_reason: "status 429" }),
      write({ send_state: "sending", attempt_id: "a2" }),
      write({ send_state: "sent", delivery_status: "queued" }),
      write({ delivery_status: "read" }),
      write({ send_state: "failed", failure_reason: "carrier refused: 21211" }),
      write({ send_state: "failed", failure_reason: "cancelled" }),
    ),
    [
      ["step", "Claimed: the record is made", null],
      ["step", "The draft is saved", null],
      ["step", "Committed to send", 1],
      ["trouble", "Back to the draft: definitely not sent", null],
      ["step", "Committed to send", 2],
      ["step", "Recorded as sent", null],
      ["delivery", "Receipt: read", null],
      ["trouble", "Failed for good", null],
      ["step", "Cancelled before it was sent", null],
    ],
  );
});

testWriteTimeline("tells what was refused apart from what the table could not take", () => {
  assert.equal(
    told(
      write({ send_state: "sent" }, { outcome: "refused" }),
      write({ send_state: "sent" }, { outcome: "failed" }),
      write({ send_state: "accepted" }, { kind: "new", outcome: "refused" }),
    ),
    [
      ["note", "Refused: Recorded as sent", null],
      ["trouble", "Could not be written: Recorded as sent", null],
      ["note", "Received again", null],
    ],
  );
});

testWriteTimeline("tells operators' settlements, and leaves renewed leases out", () => {
  assert.equal(
    told(
      write({}),
      write({ send_state: "drafted" }, { appended: ["settlements"] }),
      write({ send_state: "uncertain", failure_reason: "no answer" }),
    ),
    [
      ["operator", "Settled: to be sent again", null],
      ["trouble", "Uncertain: the carrier may have it", null],
    ],
  );
});
