import { suite } from "uvu";
import * as assert from "uvu/assert";
import { updateExpression } from "../../../runtime/adapters/update-expression";
import type { Change } from "../../../runtime/conversation/change";
import { checkBucket } from "../../../runtime/conversation/check-bucket";
import { adoptMessage } from "../../../runtime/conversation/transitions/adopt-message";
import { commitToSend } from "../../../runtime/conversation/transitions/commit-to-send";
import { markUncertain } from "../../../runtime/conversation/transitions/mark-uncertain";
import { noteConflict } from "../../../runtime/conversation/transitions/note-conflict";
import { recordSetback } from "../../../runtime/conversation/transitions/record-setback";
import { renewLease } from "../../../runtime/conversation/transitions/renew-lease";
import { saveDraft } from "../../../runtime/conversation/transitions/save-draft";
import { settleSent } from "../../../runtime/conversation/transitions/settle-sent";
import { takeOver } from "../../../runtime/conversation/transitions/take-over";
import { processorRecord } from "../../helpers/processor-record";

const at = new Date("2026-11-20T12:00:00.000Z");
const now = at.toISOString();
const lease = { lease_owner: "me", lease_until: "2026-11-20T12:02:40.000Z" };
const draft = {
  variables: { "1": "Ada", "2": "a job" },
  thread_id: "conv_1",
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
};
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
const openIndex = ["check_bucket", "next_check_at"];
const settlement = {
  lease,
  channel: "whatsapp",
  attemptId: "attempt-1",
  draft,
  accepted,
  at,
  processingMs: 1_234,
} as const;
const setback = { status: "processing", reason: "why", at, nextCheckAt: "2026-11-20T13:00:00.000Z" } as const;
const record = processorRecord();

const changes: Readonly<Record<string, readonly [Change, Change]>> = {
  "a draft is saved by the holder, once": [
    saveDraft(lease, draft, at),
    {
      when: { lease_owner: "me", send_state: "accepted" },
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
    settleSent(settlement),
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
    recordSetback(lease, { ...setback, sendState: undefined }),
    {
      when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
      set: {
        conversation_status: "processing",
        failure_reason: "why",
        lease_until: now,
        updated_at: now,
        next_check_at: "2026-11-20T13:00:00.000Z",
      },
    },
  ],
  "a send that did not happen leaves a draft, whether or not its commit was stored": [
    recordSetback(lease, { ...setback, sendState: "drafted" }),
    {
      when: { lease_owner: "me", send_state: ["drafted", "sending"] },
      set: {
        conversation_status: "processing",
        failure_reason: "why",
        lease_until: now,
        updated_at: now,
        send_state: "drafted",
        next_check_at: "2026-11-20T13:00:00.000Z",
      },
    },
  ],
  "a setback after which nothing is to be checked leaves the index": [
    recordSetback(lease, { ...setback, sendState: "failed", nextCheckAt: undefined }),
    {
      when: { lease_owner: "me", send_state: "sending" },
      set: {
        conversation_status: "processing",
        failure_reason: "why",
        lease_until: now,
        updated_at: now,
        send_state: "failed",
      },
      remove: openIndex,
    },
  ],
  "a lease is renewed by its holder": [
    renewLease(lease),
    { when: { lease_owner: "me" }, set: { lease_until: "2026-11-20T12:02:40.000Z" } },
  ],
  "a lease is taken over from the holder who has let it expire, as it was read": [
    takeOver(record, lease, "2026-11-20T12:05:00.000Z"),
    {
      when: { lease_owner: record.lease_owner, lease_until: record.lease_until },
      set: { ...lease, check_bucket: checkBucket(record.conversation_id), next_check_at: "2026-11-20T12:05:00.000Z" },
    },
  ],
  "a conflict is noted whatever has become of the winner": [
    noteConflict({ at: now, differs: "recipient" }),
    { when: {}, set: {}, append: { conflicts: [{ at: now, differs: "recipient" }] } },
  ],
};

const test = suite("transitions");

for (const [title, [change, expected]] of Object.entries(changes)) {
  test(title, () => {
    assert.equal(change, expected);
  });
}

test("an email's id at the carrier is kept for itself too", () => {
  assert.is(settleSent({ ...settlement, channel: "email" }).set.email_id, "SM1");
});

test("without the carrier's text the variables stand in the message", () => {
  const { set } = settleSent({ ...settlement, accepted: { ...accepted, text: undefined } });
  assert.equal(set.messages, [{ ...message, content: '{"1":"Ada","2":"a job"}' }]);
});

test("no change but the taking of a lease and notes is made by one who does not hold it, or has read another state", () => {
  const guarded = [
    ...Object.values(changes).map(([change]) => change),
    markUncertain(record, "why", at),
    adoptMessage(record, { attemptId: "attempt-1", accepted, failureReason: null, at }),
  ].filter(({ set, append = {} }) => !("conflicts" in append) && Object.keys(set).length > 0);

  assert.equal(
    guarded.filter(({ when }) => when.lease_owner === undefined),
    [],
  );
});

test("every change is one that DynamoDB can be told: no attribute is named twice", () => {
  for (const [change] of Object.values(changes)) {
    const named = [...Object.keys(change.set), ...Object.keys(change.append ?? {}), ...(change.remove ?? [])];
    assert.is(new Set(named).size, named.length);
    assert.match(updateExpression(change).ConditionExpression ?? "", /^attribute_exists\(conversation_id\)/);
  }
});

test.run();
