import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { SendState } from "../../../runtime/conversation/send-state";
import type { StoredConversation } from "../../../runtime/conversation/stored-conversation";
import { resumable } from "../../../runtime/processor/resumable";
import type { Claimed } from "../../../runtime/processor/stages";
import { contextObject } from "../../helpers/context-object";
import { processorRecord } from "../../helpers/processor-record";

const NOW = "2026-11-20T12:00:00.000Z";
const LATER = "2026-11-20T12:00:00.001Z";
const key = { primary_channel: "+447400123456", conversation_id: "c" };
const claimed: Claimed = {
  context: contextObject(),
  key,
  lease: { lease_owner: "me", lease_until: "2026-11-20T12:02:40.000Z" },
  claimedAt: new Date(NOW),
  heldUntil: () => new Date("2026-11-20T12:02:40.000Z"),
  savedDraft: undefined,
};

const standing = (send_state: SendState, lease_until: string, lease_owner = "other"): StoredConversation =>
  processorRecord({ send_state, lease_until, lease_owner });

const test = suite("resumable");

for (const state of ["accepted", "drafted"] as const) {
  test(`${state} with an expired lease is gone on with`, () => {
    const conversation = standing(state, NOW);
    assert.equal(resumable(conversation, claimed), E.right({ conversation, ours: false }));
  });
}

for (const state of ["accepted", "drafted", "sending"] as const) {
  test(`${state} that another worker holds is busy until its lease ends`, () => {
    assert.equal(resumable(standing(state, LATER), claimed), E.left({ _tag: "Busy", until: LATER }));
  });
}

test("sending whose holder is gone is unclear", () => {
  const conversation = standing("sending", NOW);
  assert.equal(resumable(conversation, claimed), E.left({ _tag: "Unclear", key, conversation }));
});

for (const lease of [NOW, LATER]) {
  test(`uncertain is unclear, sent and failed are final, with a lease until ${lease}`, () => {
    const conversation = standing("uncertain", lease);
    assert.equal(resumable(conversation, claimed), E.left({ _tag: "Unclear", key, conversation }));
    assert.equal(resumable(standing("sent", lease), claimed), E.left({ _tag: "AlreadySent" }));
    assert.equal(resumable(standing("failed", lease), claimed), E.left({ _tag: "AlreadyFailed" }));
  });
}

test("a claim of our own whose answer was lost stands", () => {
  const conversation = standing("accepted", claimed.lease.lease_until, "me");
  assert.equal(resumable(conversation, claimed), E.right({ conversation, ours: true }));
});

test.run();
