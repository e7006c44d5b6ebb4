import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { updateExpression } from "../../../runtime/adapters/dynamo-items";
import {
  CHECK_BUCKETS,
  checkBucket,
  GIVEN_UP_BUCKET,
  isoAfter,
  leaseFrom,
} from "../../../runtime/conversation/conversation";
import { noteConflict } from "../../../runtime/conversation/request-guard";
import {
  adoptMessage,
  type Change,
  commitToSend,
  keepThread,
  markUncertain,
  recordSent,
  recordSetback,
  renewLease,
  saveDraft,
  takeOver,
} from "../../../runtime/conversation/transitions";
import { exampleDraft, processorRecord } from "../../helpers/queue-message";

const leasedAt = new Date("2026-11-20T23:59:30.000Z");

const testLease = suite("lease");

testLease("a lease is its owner's for so many seconds", () => {
  assert.equal(leaseFrom("me", leasedAt, 160), { lease_owner: "me", lease_until: "2026-11-21T00:02:10.000Z" });
});

testLease("times in records are in the same order as text as they are in time", () => {
  const anyTime = fc.date({ min: new Date("2026-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(
      anyTime,
      fc.integer({ min: 1, max: 1e6 }),
      (time, seconds) => isoAfter(time, seconds) > isoAfter(time, 0),
    ),
  );
});

const testCheckBucket = suite("check-bucket");

testCheckBucket("every id has one of the buckets, the same each time", () => {
  const bucketOf = (id: string) => CHECK_BUCKETS.find((one) => one === checkBucket(id));
  fc.assert(fc.property(fc.string(), (id) => bucketOf(id) !== undefined && bucketOf(id) === checkBucket(id)));
});

testCheckBucket("many ids are spread over all of them", () => {
  const buckets = Array.from({ length: 400 }, (_, n) => checkBucket(`ci#pi#${n}#447400654321`));

  for (const one of CHECK_BUCKETS) assert.ok(buckets.filter((bucket) => bucket === one).length > 50);
});

const at = new Date("2026-11-20T12:00:00.000Z");
const now = at.toISOString();
const lease = { lease_owner: "me", lease_until: "2026-11-20T12:02:40.000Z" };
const draft = exampleDraft({ "1": "Ada", "2": "a job" });
const accepted = { messageId: "SM1", deliveryStatus: "queued", text: "Hello Ada" };
const attempt = { attempt_id: "attempt-1", sending_at: now };
const message = {
  message_id: "SM1",
  timestamp: now,
  role: "assistant",
  content: "Hello Ada",
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
  delivery_status: "queued",
};
const openIndex = ["check_bucket", "next_check_at", "given_up_at"];
const settlement = {
  key: processorRecord(),
  lease,
  channel: "whatsapp",
  attemptId: "attempt-1",
  absences: 0,
  draft,
  accepted,
  at,
  processingMs: 1_234,
} as const;
const setback = { status: "processing", reason: "why", at, nextCheckAt: "2026-11-20T13:00:00.000Z" } as const;
const record = processorRecord();
const nobodys = { lease_owner: `nobody since ${now}`, lease_until: now };
const setBack = { conversation_status: "processing", failure_reason: "why", ...nobodys, updated_at: now };
const watched = (next_check_at: string) => ({ check_bucket: checkBucket(record.conversation_id), next_check_at });
const holder = { ...record, ...lease };
const untouched = { send_state: "accepted", lease_owner: record.lease_owner, lease_until: record.lease_until };

const changes: Readonly<Record<string, readonly [Change, Change]>> = {
  "a draft is saved by the holder, in place of one that was there": [
    saveDraft(lease, draft, at),
    {
      when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
      set: { send_state: "drafted", draft, thread_id: "conv_1", updated_at: now },
    },
  ],
  "the intent to send is recorded by the holder of a draft, and every attempt is kept": [
    commitToSend(lease, attempt),
    {
      when: { lease_owner: "me", send_state: "drafted" },
      set: { send_state: "sending", ...attempt, updated_at: now },
      append: { attempts: [attempt] },
    },
  ],
  "a sent message is recorded by the holder whose attempt it was": [
    recordSent(settlement),
    {
      when: { lease_owner: "me", send_state: "sending", attempt_id: "attempt-1" },
      set: {
        send_state: "sent",
        conversation_status: "initial_message_sent",
        task_complete: 1,
        delivery_status: "queued",
        failure_reason: null,
        initial_processing_time_ms: 1_234,
        messages: [message],
        updated_at: now,
      },
      remove: openIndex,
    },
  ],
  "a setback before the send keeps the state": [
    recordSetback(holder, { ...setback, sendState: undefined }),
    {
      when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
      set: { ...setBack, ...watched("2026-11-20T13:00:00.000Z") },
    },
  ],
  "a send that did not happen leaves a draft, whether or not its commit was stored": [
    recordSetback(holder, { ...setback, sendState: "drafted" }),
    {
      when: { lease_owner: "me", send_state: ["drafted", "sending"] },
      set: { ...setBack, send_state: "drafted", ...watched("2026-11-20T13:00:00.000Z") },
    },
  ],
  "a send whose worker is gone is in the index, whatever its last write took out of it": [
    markUncertain(record, "why", at),
    {
      when: { ...untouched, send_state: "sending" },
      set: { ...setBack, send_state: "uncertain", ...watched(now) },
    },
  ],
  "a setback after which nobody goes on is given up, and looked at a day later": [
    recordSetback(holder, { ...setback, sendState: undefined, nextCheckAt: undefined }),
    {
      when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
      set: { ...setBack, check_bucket: GIVEN_UP_BUCKET, next_check_at: "2026-11-21T12:00:00.000Z", given_up_at: now },
    },
  ],
  "what is refused for good leaves the index": [
    recordSetback(holder, { ...setback, sendState: "failed", nextCheckAt: undefined }),
    {
      when: { lease_owner: "me", send_state: ["accepted", "drafted", "sending"] },
      set: { ...setBack, send_state: "failed" },
      remove: openIndex,
    },
  ],
  "a lease is renewed by its holder": [
    renewLease(lease, ["2026-11-20T12:01:00.000Z"]),
    {
      when: {
        lease_owner: "me",
        lease_until: ["2026-11-20T12:01:00.000Z"],
        send_state: ["accepted", "drafted", "sending"],
      },
      set: { lease_until: "2026-11-20T12:02:40.000Z" },
    },
  ],
  "a lease is taken over from the holder who has let it expire, as it was read": [
    takeOver(record, lease, "2026-11-20T12:05:00.000Z"),
    {
      when: untouched,
      set: { ...lease, conversation_status: "processing", ...watched("2026-11-20T12:05:00.000Z") },
      remove: ["given_up_at"],
    },
  ],
  "a thread is kept whoever has the conversation now": [
    keepThread("conv_2"),
    { when: {}, set: {}, append: { threads: ["conv_2"] } },
  ],
  "a conflict is noted whatever has become of the winner": [
    noteConflict({ at: now, differs: "recipient", channel: "sms", accepted_at: now }),
    {
      when: {},
      set: {},
      append: { conflicts: [{ at: now, differs: "recipient", channel: "sms", accepted_at: now }] },
    },
  ],
};

const testTransitions = suite("transitions");

for (const [title, [change, expected]] of Object.entries(changes)) {
  testTransitions(title, () => {
    assert.equal(change, expected);
  });
}

testTransitions("an email's id at the carrier is kept for itself too", () => {
  assert.is(recordSent({ ...settlement, channel: "email" }).set.email_id, "SM1");
});

testTransitions("what the carrier calls failed at once, or lists as failed, has its reason", () => {
  const failed = { ...accepted, deliveryStatus: "undelivered", errorCode: "63024" };
  for (const { set } of [
    recordSent({ ...settlement, accepted: failed }),
    adoptMessage(record, { attemptId: "attempt-1", accepted: failed, at }),
  ])
    assert.is(set.failure_reason, "carrier: undelivered (63024)");
});

testTransitions("without the carrier's text the variables stand in the message", () => {
  const { set } = recordSent({ ...settlement, accepted: { ...accepted, text: undefined } });
  assert.equal(set.messages, [{ ...message, content: '{"1":"Ada","2":"a job"}' }]);
});

testTransitions("every change is one that DynamoDB can be told: no attribute is named twice", () => {
  for (const [change] of Object.values(changes)) {
    const named = [...Object.keys(change.set), ...Object.keys(change.append ?? {}), ...(change.remove ?? [])];
    assert.is(new Set(named).size, named.length);
    assert.match(updateExpression(change).ConditionExpression ?? "", /^attribute_exists\(conversation_id\)/);
  }
});
