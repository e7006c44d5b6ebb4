import * as E from "fp-ts/Either";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { type Conversation, decodeConversation } from "../../runtime/conversation/conversation";
import { eraseRecord } from "../../runtime/conversation/erasure";
import { reopenByOperator, resumeByOperator, settleByOperator } from "../../runtime/conversation/operator-transitions";
import {
  checkLater,
  expire,
  giveUp,
  giveUpKnowing,
  leaveIndex,
  returnToDrafted,
} from "../../runtime/conversation/sweeper-transitions";
import {
  adoptMessage,
  type Change,
  commitToSend,
  markUncertain,
  recordSent,
  recordSetback,
  renewLease,
  reserveCalls,
  saveDraft,
  takeOver,
} from "../../runtime/conversation/transitions";
import { applyReceipt } from "../../runtime/receipts/record-receipt";
import { inMemoryConversations, keyOfRecord } from "../helpers/in-memory-conversations";
import { exampleDraft, processorRecord } from "../helpers/queue-message";

const at = new Date("2026-11-20T12:00:00.000Z");
const later = new Date("2026-11-20T12:10:00.000Z");
const next = "2026-11-20T12:20:00.000Z";
const lease = { lease_owner: "worker-1", lease_until: "2026-11-20T12:02:40.000Z" };
const draft = exampleDraft();
const attempt = { attempt_id: "attempt-1", sending_at: at.toISOString() };
const accepted = { messageId: "SM1", deliveryStatus: "queued", text: "Hello Ada" };
const settlement = {
  key: processorRecord(),
  lease,
  channel: "whatsapp",
  attemptId: "attempt-1",
  absences: 0,
  draft,
  accepted,
  at,
  processingMs: 1,
} as const;
const setback = { status: "processing", reason: "why", at } as const;
const decision = { reason: "seen there", by: "grace", at: later };

type State = Conversation["send_state"];
const states: readonly State[] = ["accepted", "drafted", "sending", "uncertain", "sent", "failed"];
const committed = { draft, ...attempt, attempts: [attempt] };
const sentNow = { conversation_status: "initial_message_sent", delivery_status: "queued", messages: [{}] };
const unindexed = { check_bucket: undefined, next_check_at: undefined };

/** A record of each state, as worker-1 left it. */
const progress: Readonly<Record<State, JsonObject>> = {
  accepted: {},
  drafted: { draft },
  sending: committed,
  uncertain: committed,
  sent: { ...committed, ...sentNow, ...unindexed },
  failed: { ...committed, ...unindexed, conversation_status: "failed_to_send_message" },
};

const inState = (send_state: State, more: JsonObject = {}): Conversation => {
  const record = decodeConversation({ ...processorRecord({ send_state, ...progress[send_state], ...lease, ...more }) });
  if (E.isLeft(record)) throw new Error(record.left.reason);
  return record.right;
};

/** What a worker may have written when it is presumed gone, whenever the store makes it. */
const workers = (record: Conversation): Readonly<Record<string, Change>> => ({
  "a reservation of calls": reserveCalls(lease, { calls: 2, tokens: 100 }),
  "a draft": saveDraft(lease, draft, at),
  "a commit": commitToSend(lease, attempt),
  "the end": recordSent(settlement),
  "a renewal": renewLease({ ...lease, lease_until: next }, [lease.lease_until]),
  ...Object.fromEntries(
    ([undefined, "drafted", "uncertain", "failed"] as const).flatMap((sendState) =>
      [next, undefined].map((nextCheckAt) => [
        `a setback to ${sendState ?? "the same"}${nextCheckAt === undefined ? ", given up" : ""}`,
        recordSetback({ ...record, ...lease }, { ...setback, sendState, nextCheckAt }),
      ]),
    ),
  ),
});

const received = (conversation: Conversation): Change | undefined => {
  const receipt = { attemptId: "attempt-1", messageId: "SM1", status: "delivered", errorCode: undefined };
  const applied = applyReceipt(conversation, receipt, later);
  return applied._tag === "Change" ? applied.change : undefined;
};

/** What others write that have found the record so. */
const others = (record: Conversation): Readonly<Record<string, Change | undefined>> => ({
  "another worker's claim": takeOver(record, { ...lease, lease_owner: "worker-2" }, next),
  "the worker presumed gone": markUncertain(record, "why", later),
  "not sent after all": returnToDrafted(record, next, later),
  "given up": giveUp(record, { status: "failed_unknown", reason: "why" }, later),
  "given up knowing": giveUpKnowing(record, "why", later),
  "too old": expire(record, "failed_unknown", "why", later),
  adopted: adoptMessage(record, { attemptId: "attempt-1", accepted, at: later }),
  "a receipt": received(record),
  "settled as sent": settleByOperator(record, { ...decision, outcome: "sent", messageId: "SM1" }),
  "settled as failed": settleByOperator(record, { ...decision, outcome: "failed", messageId: undefined }),
  "sent again": settleByOperator(record, { ...decision, outcome: "resend", messageId: undefined }),
  reopened: reopenByOperator(record, decision),
  erased: eraseRecord(record, undefined, "erased#0", later),
});

/** What does not end anybody's work. */
const looks = (record: Conversation): Readonly<Record<string, Change>> => ({
  "a look": checkLater(record, next),
  resumed: resumeByOperator(record, decision),
  "out of the index": leaveIndex(record),
});

/** From which states each is written; those of the worker only while it holds the lease. */
const from: Readonly<Record<string, readonly State[]>> = {
  "another worker's claim": ["accepted", "drafted"],
  "the worker presumed gone": ["sending"],
  "not sent after all": ["sending", "uncertain"],
  "given up": ["accepted", "drafted"],
  "given up knowing": ["sending", "uncertain"],
  "too old": ["accepted", "drafted"],
  adopted: ["sending", "uncertain"],
  "a look": ["accepted", "drafted", "sending", "uncertain"],
  resumed: ["accepted", "drafted"],
  reopened: ["failed"],
  "out of the index": ["sent", "failed"],
};

const stored = (record: JsonObject) => {
  const store = inMemoryConversations();
  store.put(record);
  const key = keyOfRecord(record);
  /** The record after the change, if the change was made. */
  const make = async (change: Change): Promise<JsonObject | undefined> => {
    const before = store.find(key);
    await store.conversations.change(key, change)();
    return store.find(key) === before ? undefined : store.find(key);
  };
  return { make, now: () => store.find(key) };
};

type Step = readonly [name: string, record: Conversation, change: Change];

type Changes = (record: Conversation) => Readonly<Record<string, Change | undefined>>;

/** Every change that somebody makes of a record of every state, as `more` has it. */
const steps = (changes: Changes, more: JsonObject = {}): readonly Step[] =>
  states.flatMap((state) => {
    const record = inState(state, more);
    return Object.entries(changes(record)).flatMap(([what, change]): readonly Step[] =>
      change === undefined || !(from[what] ?? states).includes(state)
        ? []
        : [[`${what}, from ${state}`, record, change]],
    );
  });

const made = async (all: readonly Step[]) => {
  const done: { readonly name: string; readonly record: Conversation; readonly after: JsonObject }[] = [];
  for (const [name, record, change] of all) {
    const after = await stored(record).make(change);
    if (after !== undefined) done.push({ name, record, after });
  }
  return done;
};

test("no late write of a worker changes what it has given up, or another has ended or taken", async () => {
  const ends = (record: Conversation) => ({
    ...others(record),
    ...Object.fromEntries(Object.entries(workers(record)).filter(([what]) => what.startsWith("a setback"))),
  });
  const landed: string[] = [];
  const ended = await made(steps(ends));
  for (const { name, record, after } of ended)
    for (const [late, change] of Object.entries(workers(record)))
      if ((await stored(after).make(change)) !== undefined) landed.push(`${late} after ${name}`);
  assert.equal(landed, []);
  assert.ok(ended.length > 30, `${ended.length} endings`);
});

test("no write of anybody else is made upon what has moved since it was read", async () => {
  const landed: string[] = [];
  const moved = await made(steps((record) => ({ ...workers(record), ...others(record) })));
  for (const { name, record, after } of moved) {
    if (after.lease_until === record.lease_until && after.send_state === record.send_state) continue;
    for (const [late, read, change] of steps((one) => ({ ...others(one), ...looks(one) })))
      if (read.send_state === record.send_state && (await stored(after).make(change)) !== undefined)
        landed.push(`${late} after ${name}`);
  }
  assert.equal(landed, []);
});

test("a repeated write changes nothing, and one that was overtaken does not bring an older time back", async () => {
  const record = inState("accepted", { next_check_at: at.toISOString(), sweeps: 1 });
  const renewed = renewLease({ ...lease, lease_until: next }, [lease.lease_until]);
  const older = renewLease({ ...lease, lease_until: "2026-11-20T12:05:00.000Z" }, [lease.lease_until]);
  const table = stored(record);
  for (const [first, late] of [
    [checkLater(record, next, 2), checkLater(record, later.toISOString(), 2)],
    [renewed, older],
  ] as const) {
    await table.make(first);
    for (const again of [first, late]) assert.is(await table.make(again), undefined);
  }
  assert.equal([table.now()?.lease_until, table.now()?.next_check_at], [next, next]);
  const left = inState("drafted", { next_check_at: at.toISOString() });
  const operators = stored(left);
  await operators.make(resumeByOperator(left, decision));
  assert.is(await operators.make(resumeByOperator(left, decision)), undefined);
});

const FAILURES = ["failed_secrets_fetch", "failed_to_process_ai", "failed_to_send_message", "failed_unknown"];

/** What a record of each state may say of its progress. */
const allowed: Readonly<Record<State, readonly string[]>> = {
  accepted: ["processing", ...FAILURES],
  drafted: ["processing", ...FAILURES],
  sending: ["processing"],
  uncertain: ["processing", "delivery_unknown"],
  sent: ["initial_message_sent"],
  failed: FAILURES,
};

/** A setback's status is of its row, in the table of setbacks. */
const told = { failed: "failed_to_send_message", uncertain: "processing", drafted: "failed_unknown" } as const;

test("whoever wrote it last, a status fits its state, and what is not final is in the index", async () => {
  const setbacks = (record: Conversation) =>
    Object.fromEntries(
      (["drafted", "uncertain", "failed"] as const).map((sendState) => [
        `a setback to ${sendState}`,
        recordSetback(record, { ...setback, sendState, status: told[sendState], nextCheckAt: undefined }),
      ]),
    );
  const all = [
    ...steps((record) => ({ ...workers(record), ...setbacks(record) })).filter(
      ([name]) => !/ to failed, given up/.test(name),
    ),
    ...[{}, unindexed].flatMap((more) => steps((record) => ({ ...others(record), ...looks(record) }), more)),
  ];
  const wrong: string[] = [];
  for (const { name, after } of await made(all)) {
    const state = states.find((one) => one === after.send_state) ?? "accepted";
    const isFinal = state === "sent" || state === "failed";
    const isIndexed = after.check_bucket !== undefined && after.next_check_at !== undefined;
    if (!allowed[state].includes(String(after.conversation_status)))
      wrong.push(`${name}: ${state}, ${after.conversation_status}`);
    if (isFinal === isIndexed) wrong.push(`${name}: ${state}, indexed: ${isIndexed}`);
    if (isFinal && after.given_up_at !== undefined) wrong.push(`${name}: final, and given up`);
  }
  assert.equal(wrong, []);
});
