import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../../../runtime/codec/json";
import { checkBucket } from "../../../../runtime/conversation/conversation";
import { eraseRecord } from "../../../../runtime/conversation/erasure";
import { processMessage } from "../../../../runtime/processor/process-message";
import { reopen } from "../../../../tools/ops/conversations/reopen";
import { refuses } from "../../../helpers/fake-providers";
import { keyOfRecord } from "../../../helpers/in-memory-conversations";
import { happyProcessorEnv } from "../../../helpers/processor-env";
import { delivery, deliveryOfBody } from "../../../helpers/queue-message";
import { manualClock, START } from "../../../helpers/time-and-chance";
import { deadLettered, draftIn, guardRecord, inMemoryOps } from "../in-memory-ops";

const DAY_MS = 86_400_000;

const refused = (overrides: JsonObject = {}): JsonObject =>
  deadLettered({
    send_state: "failed",
    conversation_status: "failed_to_send_message",
    failure_reason: "carrier refused: 63016",
    draft: draftIn("conv_1"),
    ...overrides,
  });

const operating = (record: JsonObject, clock = manualClock()) =>
  inMemoryOps([record, guardRecord("whatsapp")], { clock });

for (const [draft, send_state] of [
  [draftIn("conv_1"), "drafted"],
  [undefined, "accepted"],
] as const)
  test(`what the carrier refused is ${send_state} again, watched, and says who, when, why and what it was`, async () => {
    const record = refused({ draft });
    const id = String(record.conversation_id);
    const { env, table, queuedFor } = operating(record);

    const reopened = await reopen(env, id, "the template is approved");

    assert.equal(reopened, E.right({ conversation_id: id, send_state, by: "grace", at: START, queued: true }));
    const now = table.find(keyOfRecord(record));
    assert.equal(
      [
        now?.send_state,
        now?.conversation_status,
        now?.failure_reason,
        now?.check_bucket,
        now?.sweeps,
        now?.settlements,
      ],
      [
        send_state,
        "processing",
        null,
        checkBucket(id),
        0,
        [
          {
            at: START,
            by: "grace",
            outcome: "reopen",
            reason: "the template is approved",
            was: "carrier refused: 63016",
          },
        ],
      ],
    );
    assert.equal(queuedFor(), [["whatsapp", id]]);
  });

test("what is reopened is sent once, in the same words, though its old message is redriven too", async () => {
  const {
    env: ports,
    store,
    calls,
    asked,
    sends,
  } = happyProcessorEnv({}, [refuses({ _tag: "CarrierRefused", code: "63016" })]);
  await processMessage(delivery())(ports)();
  const { env, queued } = inMemoryOps([], { conversations: store.conversations, clock: ports.clock });
  const [record = {}] = store.records().filter(({ send_state }) => send_state === "failed");
  const lookups = { ...env.lookups, record: async (key: Parameters<typeof env.lookups.record>[0]) => store.find(key) };

  const reopened = await reopen({ ...env, lookups }, String(record.conversation_id), "approved");
  for (const one of [deliveryOfBody(queued[0]?.body ?? ""), delivery(), delivery()]) await processMessage(one)(ports)();

  assert.is(E.isRight(reopened), true);
  assert.equal([calls.length, sends.length, asked.length], [2, 1, 1]);
  assert.equal(calls[0]?.message.variables, calls[1]?.message.variables);
  assert.is(store.find(keyOfRecord(record))?.send_state, "sent");
});

const erased = (): JsonObject => {
  const record = refused();
  const { set, remove = [] } = eraseRecord(record, undefined, "erased#0", new Date(START));
  return Object.fromEntries(Object.entries({ ...record, ...set }).filter(([name]) => !remove.includes(name)));
};

const settled = [{ at: START, by: "grace", outcome: "failed", reason: "x", attempt_id: "attempt-1" }];

const kept: readonly (readonly [what: string, record: JsonObject, why: RegExp, days?: number])[] = [
  ...["accepted", "drafted", "sending", "uncertain", "sent"].map(
    (send_state) => [send_state, refused({ send_state }), /only what has failed can be reopened/] as const,
  ),
  ["erased", erased(), /^its message cannot be rebuilt from the record/],
  ["older than 28 days", refused(), /^it was accepted more than 28 days ago/, 29],
  ["a request that lost its id", refused({ request_id_taken: true }), /lost its request id to another request/],
  ["settled as failed while uncertain", refused({ settlements: settled }), /it could be sent twice/],
];

for (const [what, record, why, days = 0] of kept)
  test(`what is ${what} is refused, and not touched`, async () => {
    const clock = manualClock();
    clock.advance(days * DAY_MS);
    const { env, table, queued } = operating(record, clock);
    const reopened = await reopen(env, String(record.conversation_id), "mended");
    assert.match(E.isLeft(reopened) ? reopened.left : "", why);
    assert.equal([table.changes, queued], [[], []]);
  });

test("a receipt that comes between reading and reopening wins", async () => {
  const record = refused();
  const { env, table, queued } = operating(record);
  const change: typeof env.conversations.change = (key, wanted) => {
    table.put({ ...record, send_state: "sent" });
    return env.conversations.change(key, wanted);
  };
  const reopened = await reopen(
    { ...env, conversations: { ...env.conversations, change } },
    String(record.conversation_id),
    "x",
  );
  assert.match(E.isLeft(reopened) ? reopened.left : "", /has just been moved by somebody else/);
  assert.equal(queued, []);
});
