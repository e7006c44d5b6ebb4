import { suite } from "uvu";
import * as assert from "uvu/assert";
import { tableWrite } from "../../../../console/source/local/table-write";
import { toAttributes } from "../../../../runtime/adapters/attribute-value";
import { updateExpression } from "../../../../runtime/adapters/update-expression";
import { commitToSend } from "../../../../runtime/conversation/transitions/commit-to-send";
import { START } from "../../../helpers/manual-clock";
import { processorRecord } from "../../../helpers/processor-record";

const test = suite("what a call wrote to a conversation");

const TABLE = "conversations";
const at = new Date(START);
const record = processorRecord();
const { primary_channel, conversation_id } = record;
const key = { primary_channel, conversation_id };

const written = (operation: string, input: object, status = 200) =>
  tableWrite({ operation, body: JSON.stringify({ TableName: TABLE, ...input }) }, status, TABLE, at);

test("an update is told by what the runtime's own expressions set and append", () => {
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

test("a new record is told by its state, without what is personal", () => {
  const put = written("PutItem", { Item: toAttributes(record) });
  assert.equal([put?.kind, put?.key, put?.set.send_state], ["new", key, "accepted"]);
  assert.not.match(JSON.stringify(put?.set), "Ada");
});

test("a record that is gone is told as such", () => {
  assert.equal(written("DeleteItem", { Key: toAttributes(key) })?.kind, "gone");
});

test("readings, other tables and the guards of requests are none", () => {
  const guard = toAttributes({ primary_channel: "request#a#b", conversation_id: "c" });
  assert.equal(
    [
      written("GetItem", { Key: toAttributes(key) }),
      tableWrite({ operation: "PutItem", body: JSON.stringify({ TableName: "conversations-old" }) }, 200, TABLE, at),
      written("PutItem", { Item: guard }),
      tableWrite({ operation: "PutItem", body: `{ "TableName": "${TABLE}", ` }, 400, TABLE, at),
    ],
    [undefined, undefined, undefined, undefined],
  );
});

test.run();
