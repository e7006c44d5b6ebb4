import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyReceipt, deliveryRank, type Receipt } from "../../runtime/receipts/record-receipt";
import type { Channel } from "../../runtime/request/request";
import { processorRecord } from "../helpers/queue-message";
import { ATTEMPT, MESSAGE, sendingRecord } from "../runtime/receipts/receipts-fixture";

const testDeliveryRank = suite("the rank of a delivery status");

/** Twilio: "Outbound Message Status"; SendGrid: "Event Webhook", delivery events and opens. */
const ascending: readonly (readonly string[])[] = [
  ["accepted", "scheduled", "queued"],
  ["processed", "sending"],
  ["deferred", "sent"],
  ["failed", "undelivered", "dropped"],
  ["delivered"],
  ["open", "read"],
  ["click"],
  ["bounce", "blocked"],
];

testDeliveryRank("rises as the delivery goes on", () => {
  assert.equal(
    ascending.map((statuses) => statuses.map(deliveryRank)),
    ascending.map((statuses, index) => statuses.map(() => index + 1)),
  );
});

testDeliveryRank("is 0 for what tells nothing of the delivery", () => {
  const others = [null, "", "spamreport", "unsubscribe", "group_resubscribe", "canceled", "toString", "Delivered"];
  assert.equal(others.map(deliveryRank), Array(8).fill(0));
});

const testApplyReceipt = suite("what a receipt means for a record");

const AT = new Date("2026-11-20T12:00:00.000Z");
const lease = { lease_owner: "worker-1", lease_until: "2026-11-20T11:45:33.000Z" };

const statuses = ["queued", "processed", "sending", "deferred", "sent", "failed", "undelivered", "dropped", "bounce"];
const all = [...statuses, "blocked", "delivered", "open", "read", "click"];
const failures = ["failed", "undelivered", "dropped", "bounce", "blocked"];

const receipt = (overrides: Partial<Receipt> = {}): Receipt => ({
  attemptId: ATTEMPT,
  messageId: MESSAGE,
  status: "delivered",
  errorCode: undefined,
  ...overrides,
});

const nothing = { _tag: "Nothing" };
const unknown = { _tag: "Unknown" };

const conversation = (overrides = {}, channel: Channel = "whatsapp") =>
  processorRecord({ ...sendingRecord(channel), ...overrides }, channel);

const message = (delivery_status: string, content = '{"1":"Ada"}') => ({
  message_id: MESSAGE,
  timestamp: AT.toISOString(),
  role: "assistant",
  content,
  prompt_tokens: 1,
  completion_tokens: 2,
  total_tokens: 3,
  delivery_status,
});

const adoption = (state: string, status: string, failure_reason: string | null, more = {}) => ({
  _tag: "Change",
  change: {
    when: { send_state: state, ...lease },
    set: {
      send_state: "sent",
      attempt_id: ATTEMPT,
      conversation_status: "initial_message_sent",
      task_complete: 1,
      delivery_status: status,
      failure_reason,
      messages: [message(status)],
      ...more,
      updated_at: AT.toISOString(),
    },
    remove: ["check_bucket", "next_check_at", "given_up_at"],
  },
});

for (const state of ["accepted", "drafted", "sending", "uncertain", "failed"])
  testApplyReceipt(`heals a record that was left ${state}, by any status`, () => {
    for (const status of all)
      assert.equal(
        applyReceipt(conversation({ send_state: state }), receipt({ status }), AT),
        adoption(state, status, failures.includes(status) ? `carrier: ${status}` : null),
        status,
      );
  });

testApplyReceipt("keeps an email's id besides", () => {
  assert.equal(
    applyReceipt(conversation({}, "email"), receipt({ messageId: "mail-1" }), AT),
    adoption("sending", "delivered", null, {
      email_id: "mail-1",
      messages: [{ ...message("delivered"), message_id: "mail-1" }],
    }),
  );
});

testApplyReceipt("tells the carrier's code of a failure", () => {
  const applied = applyReceipt(conversation(), receipt({ status: "undelivered", errorCode: "30003" }), AT);
  assert.equal(applied, adoption("sending", "undelivered", "carrier: undelivered (30003)"));
});

testApplyReceipt("of an earlier attempt that was taken for not sent heals the record, and names that attempt", () => {
  const attempts = [
    { attempt_id: ATTEMPT, sending_at: "2026-11-20T11:00:00.000Z" },
    { attempt_id: "attempt-2", sending_at: "2026-11-20T11:45:33.000Z" },
  ];
  assert.equal(
    applyReceipt(conversation({ send_state: "drafted", attempts, attempt_id: "attempt-2" }), receipt(), AT),
    adoption("drafted", "delivered", null),
  );
});

testApplyReceipt("heals what an operator has settled as sent before the carrier said a word", () => {
  assert.equal(
    applyReceipt(conversation({ send_state: "sent", delivery_status: null }), receipt(), AT),
    adoption("sent", "delivered", null),
  );
});

const sent = (delivery_status: string, more = {}) =>
  conversation({ send_state: "sent", delivery_status, messages: [message(delivery_status, "Hello Ada")], ...more });

testApplyReceipt("moves a sent message on by rank, and by rank only", () => {
  for (const before of all)
    for (const status of all) {
      const applied = applyReceipt(sent(before), receipt({ status }), AT);
      const expected =
        deliveryRank(status) > deliveryRank(before)
          ? {
              _tag: "Change",
              change: {
                when: { send_state: "sent", ...lease, delivery_status: before },
                set: {
                  delivery_status: status,
                  failure_reason: failures.includes(status) ? `carrier: ${status}` : null,
                  messages: [{ ...message(status, "Hello Ada"), timestamp: AT.toISOString() }],
                  updated_at: AT.toISOString(),
                },
              },
            }
          : nothing;
      assert.equal(applied, expected, `${before} then ${status}`);
    }
});

testApplyReceipt("without the carrier's id of the message, and of a failure without a code, makes nothing up", () => {
  const applied = applyReceipt(
    conversation({}, "email"),
    receipt({ messageId: "", status: "bounce", errorCode: "" }),
    AT,
  );
  const { email_id, failure_reason, messages } = applied._tag === "Change" ? applied.change.set : {};
  assert.equal(
    [email_id, failure_reason, JSON.stringify(messages).includes('"message_id":null')],
    [null, "carrier: bounce", true],
  );
});

const complaint = (event: string, told_at: string | null) => ({ event, attempt_id: ATTEMPT, told_at });
const appended = (applied: ReturnType<typeof applyReceipt>): unknown =>
  applied._tag === "Change" ? [applied.change.set.delivery_status, applied.change.append?.complaints] : applied._tag;

for (const status of ["spamreport", "unsubscribe", "group_unsubscribe", "group_resubscribe"])
  testApplyReceipt(`of ${status} is kept for itself, once, and says that the mail came`, () => {
    const told = receipt({ status, toldAt: "1" });
    const kept = [{ ...complaint(status, "1"), at: AT.toISOString() }];
    for (const [record, delivery] of [
      [sent("open"), undefined],
      [sent("accepted"), "delivered"],
      [conversation({ send_state: "uncertain" }), "delivered"],
      [sent("open", { complaints: [complaint(status, "0"), complaint("other", "1")] }), undefined],
    ] as const)
      assert.equal(appended(applyReceipt(record, told, AT)), [delivery, kept]);
    assert.equal(applyReceipt(sent("open", { complaints: kept }), told, AT), nothing);
    assert.equal(
      appended(applyReceipt(sent("open", { attempt_id: "attempt-2" }), told, AT)),
      [undefined, kept],
      "of an earlier attempt as well",
    );
  });

testApplyReceipt("leaves what was said after the first message as it is", () => {
  const reply = { role: "user", content: "Thanks", delivery_status: "received" };
  const messages = [message("sent"), reply];
  const applied = applyReceipt(conversation({ send_state: "sent", delivery_status: "sent", messages }), receipt(), AT);
  assert.equal(applied._tag === "Change" && applied.change.set.messages, [message("delivered"), reply]);
});

testApplyReceipt("of a second attempt is a duplicate send, whatever its status", () => {
  const attempts = [ATTEMPT, "attempt-2"].map((attempt_id) => ({ attempt_id, sending_at: AT.toISOString() }));
  for (const delivery_status of ["queued", "delivered", null])
    for (const status of all)
      assert.equal(
        applyReceipt(
          conversation({ send_state: "sent", delivery_status, attempts, attempt_id: "attempt-2" }),
          receipt({ status }),
          AT,
        ),
        { _tag: "Duplicate" },
      );
});

testApplyReceipt("of an attempt that the record does not know changes nothing", () => {
  for (const send_state of ["accepted", "drafted", "sending", "uncertain", "sent", "failed"])
    assert.equal(applyReceipt(conversation({ send_state }), receipt({ attemptId: "attempt-9" }), AT), unknown);
  assert.equal(applyReceipt(conversation({ attempts: undefined }), receipt(), AT), unknown);
});

testApplyReceipt("with a status that tells nothing of the delivery changes nothing", () => {
  for (const send_state of ["drafted", "sending", "uncertain", "sent", "failed"])
    for (const status of ["machine_opened", "", "canceled"])
      assert.equal(applyReceipt(conversation({ send_state }), receipt({ status }), AT), unknown);
});
