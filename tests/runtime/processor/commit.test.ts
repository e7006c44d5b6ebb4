import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import type { Conversations } from "../../../runtime/ports/conversations";
import { processMessage } from "../../../runtime/processor/process-message";
import { contextObject } from "../../helpers/context-object";
import { fakeCarrier } from "../../helpers/fake-carrier";
import { delivery } from "../../helpers/processor-delivery";
import { type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";

const key = conversationKey(contextObject());
const changeOf = (state: string) => (change: Parameters<Conversations["change"]>[1]) => change.set.send_state === state;

/** The same table, which does something right before the change to `state`. */
const before = ({ env, store }: HappyProcessor, state: string, act: () => void): HappyProcessor["env"] => ({
  ...env,
  conversations: {
    ...store.conversations,
    change: (where, change) => {
      if (changeOf(state)(change)) act();
      return store.conversations.change(where, change);
    },
  },
});

const test = suite("commit");

for (const fault of ["before", "after"] as const) {
  test(`nothing is sent when the store fails ${fault} recording the intent to send`, async () => {
    const { carrier, calls } = fakeCarrier();
    const happy = happyProcessorEnv({ carrier });
    const env = before(happy, "sending", () => happy.store.failNext("change", fault));

    const verdict = await processMessage(delivery())(env)();

    assert.equal(verdict, { _tag: "Again", afterSeconds: 5 });
    const { send_state, failure_reason } = happy.store.find(key) ?? {};
    assert.equal(
      [calls.length, send_state, failure_reason],
      [0, "drafted", "carrier: the intent to send could not be recorded"],
    );
  });
}

test("nothing is sent by a worker whose lease another has taken", async () => {
  const { carrier, calls } = fakeCarrier();
  const happy = happyProcessorEnv({ carrier });
  const theirs = { lease_owner: "worker-2", lease_until: "2026-11-20T12:00:00.000Z" };
  const env = before(happy, "sending", () => happy.store.put({ ...happy.store.find(key), ...theirs }));

  const verdict = await processMessage(delivery())(env)();

  assert.equal(verdict, { _tag: "Again", afterSeconds: 5 });
  assert.is(calls.length, 0);
  const { send_state, lease_owner, lease_until } = happy.store.find(key) ?? {};
  assert.equal({ send_state, lease_owner, lease_until }, { send_state: "drafted", ...theirs });
});

test("time that runs out before the intent leaves the draft, after it the draft as well: nothing was sent", async () => {
  for (const [state, reason] of [
    ["drafted", "too little time was left"],
    ["sending", "carrier: no time left to send"],
  ] as const) {
    const { carrier, calls } = fakeCarrier();
    const happy = happyProcessorEnv({ carrier });
    const env = before(happy, state, () => happy.clock.advance(159_000));

    await processMessage(delivery())(env)();

    const { send_state, failure_reason } = happy.store.find(key) ?? {};
    assert.equal([calls.length, send_state, failure_reason], [0, "drafted", reason]);
  }
});

test.run();
