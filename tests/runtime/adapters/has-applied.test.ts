import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasApplied } from "../../../runtime/adapters/has-applied";

const change = {
  when: { lease_owner: "me", send_state: ["accepted", "drafted"] },
  set: { send_state: "sending", draft: { variables: { "1": "Ada" } } },
};
const record = { lease_owner: "me", send_state: "sending", draft: { variables: { "1": "Ada" } }, more: 1 };

const test = suite("has-applied");

test("a record that is as the change makes it, by the one who may make it, has it", () => {
  assert.ok(hasApplied(record, change));
});

for (const [what, other] of [
  ["one value of it is another", { ...record, send_state: "sent" }],
  ["a value within is another", { ...record, draft: { variables: { "1": "Bob" } } }],
  ["a value is missing", { ...record, draft: undefined }],
  ["it is another's by now", { ...record, lease_owner: "other" }],
  ["it is nobody's", { ...record, lease_owner: undefined }],
] as const) {
  test(`a record has it not if ${what}`, () => {
    assert.not(hasApplied(other, change));
  });
}

test("of a change that sets nothing nobody can say", () => {
  assert.not(hasApplied(record, { when: {}, set: {} }));
});

test.run();
