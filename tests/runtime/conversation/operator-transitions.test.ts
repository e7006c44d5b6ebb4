import { test } from "uvu";
import * as assert from "uvu/assert";
import { updateExpression } from "../../../runtime/adapters/dynamo-items";
import { checkBucket } from "../../../runtime/conversation/conversation";
import { type OperatorsOutcome, settleByOperator } from "../../../runtime/conversation/operator-transitions";
import { exampleDraft, processorRecord } from "../../helpers/queue-message";

const at = new Date("2026-11-20T12:00:00.000Z");
const now = at.toISOString();
const record = processorRecord({ send_state: "uncertain", attempt_id: "attempt-1", draft: exampleDraft() }, "email");

const settled = (outcome: OperatorsOutcome, messageId?: string) =>
  settleByOperator(record, { outcome, reason: "seen there", by: "grace", at, messageId });

const when = { send_state: "uncertain", lease_owner: record.lease_owner, lease_until: record.lease_until };

const appendOf = (outcome: OperatorsOutcome) => ({
  settlements: [{ at: now, by: "grace", outcome, reason: "seen there", attempt_id: "attempt-1" }],
});

test("sent: the record says so, with a delivery status that any receipt moves on", () => {
  const message = {
    message_id: "mail-1",
    timestamp: now,
    role: "assistant",
    content: '{"1":"Ada"}',
    prompt_tokens: 1,
    completion_tokens: 2,
    total_tokens: 3,
    delivery_status: "accepted",
  };
  assert.equal(settled("sent", "mail-1"), {
    when,
    set: {
      send_state: "sent",
      conversation_status: "initial_message_sent",
      task_complete: 1,
      delivery_status: "accepted",
      failure_reason: null,
      messages: [message],
      email_id: "mail-1",
      updated_at: now,
    },
    append: appendOf("sent"),
    remove: ["check_bucket", "next_check_at", "given_up_at"],
  });
});

test("sent without the carrier's id: none is made up", () => {
  const { set } = settled("sent");
  assert.is(set.email_id, null);
  assert.match(JSON.stringify(set.messages), /"message_id":null/);
});

test("resend: drafted and free again, and in the sweeper's index, should the fresh message be lost", () => {
  assert.equal(settled("resend"), {
    when,
    set: {
      send_state: "drafted",
      conversation_status: "processing",
      failure_reason: null,
      lease_owner: `nobody since ${now}`,
      lease_until: now,
      sweeps: 0,
      check_bucket: checkBucket(record.conversation_id),
      next_check_at: "2026-11-20T12:05:00.000Z",
      updated_at: now,
    },
    append: appendOf("resend"),
    remove: ["given_up_at"],
  });
});

test("failed: final, with the operator's reason", () => {
  assert.equal(settled("failed"), {
    when,
    set: {
      send_state: "failed",
      conversation_status: "failed_to_send_message",
      failure_reason: "settled by an operator: seen there",
      updated_at: now,
    },
    append: appendOf("failed"),
    remove: ["check_bucket", "next_check_at", "given_up_at"],
  });
});

test("whatever state was read, only what is still uncertain is settled", () => {
  const sent = processorRecord({ send_state: "sent" }, "email");
  const change = settleByOperator(sent, { outcome: "resend", reason: "x", by: "grace", at, messageId: undefined });
  assert.is(change.when.send_state, "uncertain");
});

test("every outcome is a change that DynamoDB can be told", () => {
  for (const outcome of ["sent", "resend", "failed"] as const) {
    const { set, append = {}, remove = [] } = settled(outcome);
    const named = [...Object.keys(set), ...Object.keys(append), ...remove];
    assert.is(new Set(named).size, named.length);
    assert.match(updateExpression(settled(outcome)).UpdateExpression ?? "", /list_append/);
  }
});
