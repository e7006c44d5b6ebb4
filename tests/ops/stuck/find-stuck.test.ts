import { suite } from "uvu";
import * as assert from "uvu/assert";
import { findStuck } from "../../../ops/stuck/find-stuck";
import { stuckText } from "../../../ops/stuck/stuck-text";
import { processorRecord } from "../../helpers/processor-record";
import { inMemoryDeadLetters, inMemoryOps } from "../in-memory-ops";
import { deadLettered, givenUp, guardRecord } from "../records";

const test = suite("findStuck");

const under = (sender: string) => `ci-aaa-001#pi-aaa-001#550e8400-e29b-41d4-a716-446655440001#${sender}`;

const records = [
  processorRecord({ conversation_id: under("waiting"), next_check_at: "2026-11-20T11:47:00.000Z" }),
  givenUp({ conversation_id: under("given-up") }),
  deadLettered({ conversation_id: under("dead") }),
  processorRecord({
    conversation_id: under("refused"),
    send_state: "failed",
    conversation_status: "failed_to_send_message",
    failure_reason: "carrier refused: 21610",
    check_bucket: undefined,
  }),
  processorRecord({ conversation_id: under("sent"), send_state: "sent", conversation_status: "initial_message_sent" }),
  guardRecord(),
];

const env = () =>
  inMemoryOps(records, {
    deadLetters: {
      whatsapp: inMemoryDeadLetters(["a", "b"]),
      sms: inMemoryDeadLetters(),
      email: inMemoryDeadLetters(["c"]),
    },
  }).env;

test("what needs an operator comes first, and each says why", async () => {
  const stuck = await findStuck(env(), { quick: false, failed: false });

  assert.equal(
    stuck.conversations.map(({ needs, why, conversation_id }) => [needs, conversation_id, why]),
    [
      ["settle", under("given-up"), "nobody knows whether it was sent: the carrier keeps no list and sent no receipt"],
      [
        "redrive",
        under("dead"),
        "nobody goes on with it, its message should be in the dead letters: assistant: status 500",
      ],
      ["time", under("waiting"), "waits for its next receive; the sweeper looks at 2026-11-20T11:47:00.000Z"],
    ],
  );
  assert.equal(stuck.dead_letters, { whatsapp: 2, sms: 0, email: 1 });
  assert.is(stuck.failed_for_good, 1);
});

test("what has failed for good is final, and listed on request", async () => {
  const stuck = await findStuck(env(), { quick: false, failed: true });
  assert.equal(stuck.conversations.at(-1), {
    conversation_id: under("refused"),
    channel: "whatsapp",
    send_state: "failed",
    status: "failed_to_send_message",
    age_seconds: 0,
    needs: "nothing",
    why: "failed for good: carrier refused: 21610",
  });
});

test("quick reads the sweeper's index only, and says that it does", async () => {
  const stuck = await findStuck(env(), { quick: true, failed: false });
  assert.equal(
    stuck.conversations.map(({ conversation_id }) => conversation_id),
    [under("waiting")],
  );
  assert.is(stuck.failed_for_good, null);
  assert.match(stuckText(stuck, 50), /what waits for an operator is not listed/);
});

test("a table has as many rows as asked for, and says how many more there are", async () => {
  const text = stuckText(await findStuck(env(), { quick: false, failed: false }), 1);
  assert.match(text, /^3 conversations in dev are not final:/);
  assert.match(text, /… and 2 more/);
  assert.match(text, /Dead letters: whatsapp 2, sms 0, email 1\./);
  assert.not.match(text, /ada@example\.com|\+447400123456/);
});

test("with nothing stuck it says so", async () => {
  const stuck = await findStuck(inMemoryOps().env, { quick: false, failed: false });
  assert.match(stuckText(stuck, 50), /^Nothing is stuck in dev: every conversation is final\.$/m);
});

test.run();
