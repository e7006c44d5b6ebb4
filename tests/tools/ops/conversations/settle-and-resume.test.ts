import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { checkBucket } from "../../../../runtime/conversation/conversation";
import type { OpsEnv } from "../../../../tools/ops/connect/ops-env";
import { resume } from "../../../../tools/ops/conversations/resume";
import { prepareSettlement, type SettleRequest, settle } from "../../../../tools/ops/conversations/settle";
import { refusingQueue } from "../../../helpers/router-env";
import { manualClock, START } from "../../../helpers/time-and-chance";
import { deadLettered, givenUp, guardRecord, inMemoryOps } from "../in-memory-ops";

const testSettle = suite("settle");

const requestFor = (record: JsonObject, outcome: SettleRequest["outcome"]): SettleRequest => ({
  conversationId: String(record.conversation_id),
  outcome,
  reason: "the activity feed shows it",
  messageId: undefined,
});

/** An uncertain conversation with its guard. */
const uncertain = (overrides: JsonObject = {}, given: Partial<OpsEnv> = {}) => {
  const record = givenUp(overrides);
  return { record, ...inMemoryOps([record, guardRecord()], given) };
};

const settleIt = async (env: OpsEnv, request: SettleRequest) => {
  const prepared = await prepareSettlement(env, request);
  return E.isLeft(prepared) ? prepared : settle(env, prepared.right);
};

const settlement = (outcome: string) => [
  { at: START, by: "grace", outcome, reason: "the activity feed shows it", attempt_id: "attempt-1" },
];

testSettle("a resend drafts the record and queues a fresh message that a processor takes", async () => {
  const { record, env, table, queuedFor } = uncertain();

  const settled = await settleIt(env, requestFor(record, "resend"));

  const now = table.find({ primary_channel: "ada@example.com", conversation_id: String(record.conversation_id) });
  const { conversation_id } = record;
  assert.equal(settled, E.right({ conversation_id, outcome: "resend", by: "grace", at: START, queued: true }));
  assert.equal(
    [now?.send_state, now?.conversation_status, now?.settlements],
    ["drafted", "processing", settlement("resend")],
  );
  assert.equal(queuedFor(), [["email", record.conversation_id]]);
});

testSettle("sent and failed queue nothing", async () => {
  for (const outcome of ["sent", "failed"] as const) {
    const { record, env, table, queued } = uncertain();

    const settled = await settleIt(env, requestFor(record, outcome));

    const states = table.records().flatMap(({ send_state }) => send_state ?? []);
    assert.equal([E.isLeft(settled), queued, states], [false, [], [outcome]]);
  }
});

testSettle("what is not uncertain is refused, and not touched", async () => {
  for (const send_state of ["accepted", "drafted", "sending", "sent", "failed"]) {
    const { record, env, table } = uncertain({ send_state });

    const settled = await settleIt(env, requestFor(record, "resend"));

    assert.equal(
      settled,
      E.left(`${record.conversation_id} is not uncertain but ${send_state}: there is nothing to settle`),
    );
    assert.equal(table.changes, []);
  }
});

testSettle("a receipt that comes between reading and settling wins", async () => {
  const { record, env, table, queued } = uncertain();
  const prepared = await prepareSettlement(env, requestFor(record, "resend"));
  if (E.isLeft(prepared)) throw new Error(prepared.left);
  table.put({ ...record, send_state: "sent" });

  const settled = await settle(env, prepared.right);

  assert.equal(settled, E.left(`${record.conversation_id} has just been moved by somebody else: look again (show)`));
  assert.equal(queued, []);
});

testSettle("a queue that takes nothing leaves the fresh message to the sweeper", async () => {
  const { record, env, table } = uncertain({}, { queue: refusingQueue });

  const settled = await settleIt(env, requestFor(record, "resend"));

  const [now] = table.records().filter(({ send_state }) => send_state === "drafted");
  assert.is(E.isRight(settled) && settled.right.queued, false);
  assert.type(now?.check_bucket, "string");
});

testSettle("after 28 days a message is not sent again, but can be settled otherwise", async () => {
  const clock = manualClock();
  clock.advance(29 * 86_400_000);
  const { record, env, table } = uncertain({}, { clock });

  const resent = await settleIt(env, requestFor(record, "resend"));
  const sent = await settleIt(env, requestFor(record, "sent"));

  assert.equal(resent, E.left("it was accepted more than 28 days ago, too long to be sent"));
  assert.is(E.isLeft(sent), false);
  assert.is(table.changes.length, 1);
});

testSettle("a table that cannot be written is no refusal but trouble", async () => {
  const { record, env, table } = uncertain();
  table.failNext("change", "before");
  const trouble = await settleIt(env, requestFor(record, "sent")).catch(String);
  assert.is(trouble, "Error: The conversations table cannot be written");
});

const testResume = suite("resume");

testResume("a conversation that nobody goes on with gets a fresh message, and the sweeper's eye", async () => {
  const record = deadLettered();
  const id = String(record.conversation_id);
  const { env, table, queuedFor } = inMemoryOps([record, guardRecord("whatsapp")]);

  const resumed = await resume(env, id, "the quota is raised");

  const [now] = table.records().filter(({ conversation_id }) => conversation_id === id);
  assert.equal(resumed, E.right({ conversation_id: id, by: "grace", at: START, queued: true }));
  assert.equal(
    [now?.send_state, now?.check_bucket, now?.next_check_at, now?.sweeps, now?.settlements],
    [
      "accepted",
      checkBucket(id),
      "2026-11-20T11:50:33.000Z",
      0,
      [{ at: START, by: "grace", outcome: "resume", reason: "the quota is raised" }],
    ],
  );
  assert.equal(queuedFor(), [["whatsapp", id]]);
});

testResume("what is being sent, uncertain, sent or failed is refused, and not touched", async () => {
  for (const send_state of ["sending", "uncertain", "sent", "failed"]) {
    const record = deadLettered({ send_state });
    const { env, table, queued } = inMemoryOps([record, guardRecord("whatsapp")]);

    const resumed = await resume(env, String(record.conversation_id), "mended");

    assert.equal(
      resumed,
      E.left(`${record.conversation_id} is ${send_state}: only what is accepted or drafted can be resumed`),
    );
    assert.equal([table.changes, queued], [[], []]);
  }
});
