import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { cancelledGuard } from "../../../../runtime/conversation/cancellation";
import { guardKeyOf } from "../../../../runtime/conversation/request-guard";
import { REQUEST_ID } from "../../../../tools/measure/sample/request";
import { cancel, cancelledText } from "../../../../tools/ops/conversations/cancel";
import { findConversation } from "../../../../tools/ops/conversations/find-conversation";
import { reopen } from "../../../../tools/ops/conversations/reopen";
import { resume } from "../../../../tools/ops/conversations/resume";
import { shownConversation } from "../../../../tools/ops/conversations/show";
import { keyOfRecord } from "../../../helpers/in-memory-conversations";
import { START } from "../../../helpers/time-and-chance";
import { deadLettered, givenUp, guardRecord, inMemoryOps } from "../in-memory-ops";

const test = suite("cancelling by an operator");

const operating = (record: JsonObject, ...more: readonly JsonObject[]) => {
  const made = inMemoryOps([record, guardRecord("whatsapp"), ...more]);
  const id = String(record.conversation_id);
  return { ...made, id, now: () => made.table.find(keyOfRecord(record)) };
};

const REASON = "the job is filled";

test("does what the client's own would, and says who", async () => {
  const { env, id, now } = operating(deadLettered());

  const cancelled = await cancel(env, id, REASON);

  assert.equal(cancelled, E.right({ conversationId: id, status: "cancelled", at: START }));
  const { send_state, conversation_status, check_bucket, cancelled: kept } = now() ?? {};
  assert.equal([send_state, conversation_status, check_bucket], ["failed", "cancelled", undefined]);
  assert.equal(kept, { at: START, reason: REASON, by: "grace" });
  assert.match(E.isRight(cancelled) ? cancelledText(cancelled.right) : "", /^ci-aaa-001#.* is cancelled since 2026/);
  assert.equal(await cancel(env, id, "again"), cancelled);
});

test("is done without a guard as well, which an older version put nowhere", async () => {
  const record = deadLettered();
  const { env } = inMemoryOps([record]);
  assert.ok(E.isRight(await cancel(env, String(record.conversation_id), REASON)));
});

test("changes nothing of what may be sent, is another's, or is not there", async () => {
  const refused: readonly (readonly [JsonObject, RegExp])[] = [
    [deadLettered({ send_state: "sent" }), /is sent: there is nothing to cancel/],
    [givenUp({}, "whatsapp"), /nobody knows yet whether it was; nothing was changed\. Look again in 300 s .*settle/],
    [deadLettered({ send_state: "failed", request_id_taken: true }), /cancel that one/],
  ];
  for (const [record, words] of refused) {
    const { env, id, now } = operating(record);
    const before = now();
    const outcome = await cancel(env, id, REASON);
    assert.match(E.isLeft(outcome) ? outcome.left : "cancelled", words);
    assert.equal(now(), before);
  }
  const { env } = operating(deadLettered());
  assert.ok(E.isLeft(await cancel(env, "ci-aaa-001#pi-aaa-001#nothing#447400654321", REASON)));
});

test("is not undone: neither reopened nor resumed", async () => {
  const { env, id } = operating(deadLettered());
  await cancel(env, id, REASON);

  for (const [undo, words] of [
    [reopen, `was cancelled at ${START}: it is sent under another request id, or not at all`],
    [resume, "is cancelled: only what is accepted or drafted can be resumed"],
  ] as const)
    assert.equal(await undo(env, id, "mended"), E.left(`${id} ${words}`));
});

test("what was cancelled before anybody had taken it up is said to be, by each of its ids", async () => {
  const key = guardKeyOf("ci-aaa-001", "pi-aaa-001", REQUEST_ID);
  const cancellation = { at: START, reason: "Ada rang", by: null };
  const { env } = inMemoryOps([cancelledGuard({ key, cancellation, ttlDays: undefined, told: {} })]);

  for (const id of [`ci-aaa-001#pi-aaa-001#${REQUEST_ID}`, `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#447400000001`]) {
    const found = await findConversation(env, id);
    assert.match(E.isLeft(found) ? found.left.why : "found", `${id} was cancelled at ${START} before it was taken up`);
  }
});

test("shows who cancelled, and why, to who asks for a client's words", () => {
  const record = deadLettered({ cancelled: { at: START, reason: "Ada rang", by: "Grace" } });
  const shown = (reveal: boolean) => shownConversation(record, reveal, new Date(START)).cancelled;

  assert.equal(shown(true), record.cancelled);
  assert.equal(shown(false), { at: START, reason: "(8 characters, hidden)", by: "(5 characters, hidden)" });
});
