import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { OpsEnv } from "../../../ops/ops-env";
import { isRefusal } from "../../../ops/refusal";
import { prepareSettlement, type SettleRequest, settle } from "../../../ops/settle/settle";
import type { JsonObject } from "../../../runtime/codec/json-object";
import { refusingQueue } from "../../helpers/fakes/in-memory-queue";
import { manualClock, START } from "../../helpers/manual-clock";
import { inMemoryOps } from "../in-memory-ops";
import { givenUp, guardRecord } from "../records";

const test = suite("settle");

const requestFor = (record: JsonObject, outcome: SettleRequest["outcome"]): SettleRequest => ({
  conversationId: String(record.conversation_id),
  outcome,
  reason: "the activity feed shows it",
  messageId: undefined,
});

const settleIt = async (env: OpsEnv, request: SettleRequest) => {
  const prepared = await prepareSettlement(env, request);
  return isRefusal(prepared) ? prepared : settle(env, prepared);
};

const settlement = (outcome: string) => [
  { at: START, by: "grace", outcome, reason: "the activity feed shows it", attempt_id: "attempt-1" },
];

test("a resend drafts the record and queues a fresh message that a processor takes", async () => {
  const record = givenUp();
  const { env, table, queued } = inMemoryOps([record, guardRecord()]);

  const settled = await settleIt(env, requestFor(record, "resend"));

  const now = table.find({ primary_channel: "ada@example.com", conversation_id: String(record.conversation_id) });
  assert.equal(settled, {
    conversation_id: record.conversation_id,
    outcome: "resend",
    by: "grace",
    at: START,
    queued: true,
  });
  assert.equal(
    [now?.send_state, now?.conversation_status, now?.settlements],
    ["drafted", "processing", settlement("resend")],
  );
  assert.equal(
    queued.map(({ channel, attributes }) => [channel, attributes.conversationId]),
    [["email", record.conversation_id]],
  );
});

test("sent and failed queue nothing", async () => {
  for (const outcome of ["sent", "failed"] as const) {
    const record = givenUp();
    const { env, table, queued } = inMemoryOps([record, guardRecord()]);

    const settled = await settleIt(env, requestFor(record, outcome));

    assert.is(isRefusal(settled), false);
    assert.equal(queued, []);
    assert.equal(
      table
        .records()
        .map(({ send_state }) => send_state)
        .filter(Boolean),
      [outcome],
    );
  }
});

test("what is not uncertain is refused, and not touched", async () => {
  for (const send_state of ["accepted", "drafted", "sending", "sent", "failed"]) {
    const record = givenUp({ send_state });
    const { env, table } = inMemoryOps([record, guardRecord()]);

    const settled = await settleIt(env, requestFor(record, "resend"));

    assert.equal(settled, {
      refusal: `${record.conversation_id} is not uncertain but ${send_state}: there is nothing to settle`,
    });
    assert.equal(table.changes, []);
  }
});

test("a receipt that comes between reading and settling wins", async () => {
  const record = givenUp();
  const { env, table, queued } = inMemoryOps([record, guardRecord()]);
  const prepared = await prepareSettlement(env, requestFor(record, "resend"));
  if (isRefusal(prepared)) throw new Error(prepared.refusal);
  table.put({ ...record, send_state: "sent" });

  const settled = await settle(env, prepared);

  assert.equal(settled, {
    refusal: `${record.conversation_id} has just been moved by somebody else: look again (show)`,
  });
  assert.equal(queued, []);
});

test("a queue that takes nothing leaves the fresh message to the sweeper", async () => {
  const record = givenUp();
  const { env, table } = inMemoryOps([record, guardRecord()], { queue: refusingQueue });

  const settled = await settleIt(env, requestFor(record, "resend"));

  const [now] = table.records().filter(({ send_state }) => send_state === "drafted");
  assert.is("queued" in settled && settled.queued, false);
  assert.type(now?.check_bucket, "string");
});

test("after 28 days a message is not sent again, but can be settled otherwise", async () => {
  const record = givenUp();
  const clock = manualClock();
  clock.advance(29 * 86_400_000);
  const { env, table } = inMemoryOps([record, guardRecord()], { clock });

  const resent = await settleIt(env, requestFor(record, "resend"));
  const sent = await settleIt(env, requestFor(record, "sent"));

  assert.equal(resent, {
    refusal: "it was accepted more than 28 days ago, too long to be sent",
  });
  assert.is(isRefusal(sent), false);
  assert.is(table.changes.length, 1);
});

test("a table that cannot be written is no refusal but trouble", async () => {
  const record = givenUp();
  const { env, table } = inMemoryOps([record, guardRecord()]);
  table.failNext("change", "before");
  try {
    await settleIt(env, requestFor(record, "sent"));
    assert.unreachable("it settled");
  } catch (error) {
    assert.instance(error, Error);
    assert.is((error as Error).message, "The conversations table cannot be written");
  }
});

test.run();
