import { suite } from "uvu";
import * as assert from "uvu/assert";
import { updateExpression } from "../../../runtime/adapters/update-expression";

const test = suite("update-expression");

test("a whole change: every name and value by placeholder", () => {
  const change = {
    when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
    set: { thread_id: "conv_1", failure_reason: null },
    append: { attempts: [{ attempt_id: "1" }] },
    remove: ["next_check_at", "check_bucket"],
  };

  assert.equal(updateExpression(change), {
    UpdateExpression: "SET #s0 = :s0, #s1 = :s1, #a0 = list_append(if_not_exists(#a0, :none), :a0) REMOVE #r0, #r1",
    ConditionExpression: "attribute_exists(conversation_id) AND #w0 IN (:w0_0) AND #w1 IN (:w1_0, :w1_1)",
    ExpressionAttributeNames: {
      "#w0": "lease_owner",
      "#w1": "send_state",
      "#s0": "thread_id",
      "#s1": "failure_reason",
      "#a0": "attempts",
      "#r0": "next_check_at",
      "#r1": "check_bucket",
    },
    ExpressionAttributeValues: {
      ":w0_0": { S: "me" },
      ":w1_0": { S: "accepted" },
      ":w1_1": { S: "drafted" },
      ":s0": { S: "conv_1" },
      ":s1": { NULL: true },
      ":a0": { L: [{ M: { attempt_id: { S: "1" } } }] },
      ":none": { L: [] },
    },
  });
});

test("a change without condition still makes no record where there is none", () => {
  const { ConditionExpression } = updateExpression({ when: {}, set: { a: 1 } });
  assert.is(ConditionExpression, "attribute_exists(conversation_id)");
});

test("an attribute's name is never part of an expression", () => {
  const hostile = "a = :s0 REMOVE send_state";
  const { UpdateExpression, ConditionExpression } = updateExpression({
    when: { [hostile]: "1" },
    set: { [hostile]: "1" },
    remove: [hostile],
  });

  assert.is(UpdateExpression, "SET #s0 = :s0 REMOVE #r0");
  assert.is(ConditionExpression, "attribute_exists(conversation_id) AND #w0 IN (:w0_0)");
});

test.run();
