import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey } from "../../../runtime/conversation/message";
import type { Conversations } from "../../../runtime/ports/conversations";
import { processMessage } from "../../../runtime/processor/process-message";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { takesBut } from "../../helpers/fake-providers";
import { beforeSending, type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";
import { delivery } from "../../helpers/queue-message";

const key = conversationKey(sampleMessage());
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

const testCommit = suite("commit");

for (const fault of ["before", "after"] as const) {
  testCommit(`nothing is sent when the store fails ${fault} recording the intent to send`, async () => {
    const happy = happyProcessorEnv();
    const env = before(happy, "sending", () => happy.store.failNext("change", fault));

    const answer = await processMessage(delivery())(env)();

    assert.equal(answer, { _tag: "Again", afterSeconds: 5 });
    const { send_state, failure_reason } = happy.store.find(key) ?? {};
    assert.equal(
      [happy.calls.length, send_state, failure_reason],
      [0, "drafted", "carrier: the intent to send could not be recorded"],
    );
  });
}

testCommit(
  "time that runs out before the intent leaves the draft, after it the draft as well: nothing was sent",
  async () => {
    for (const [state, reason] of [
      ["drafted", "too little time was left"],
      ["sending", "carrier: no time left to send"],
    ] as const) {
      const happy = happyProcessorEnv();
      const env = before(happy, state, () => happy.clock.advance(159_000));

      await processMessage(delivery())(env)();

      const { send_state, failure_reason } = happy.store.find(key) ?? {};
      assert.equal([happy.calls.length, send_state, failure_reason], [0, "drafted", reason]);
    }
  },
);

/** The carrier takes the message, and right then something happens to the record. */
const afterSending = (act: (happy: HappyProcessor) => void, unknown = false) => {
  const lost = takesBut({ _tag: "OutcomeUnknown", reason: "no answer" });
  const happy = happyProcessorEnv({}, unknown ? [lost] : []);
  return { ...happy, env: beforeSending(happy, act) };
};

/** What a receipt does that is faster than the carrier's answer. */
const receiptComes = ({ store }: HappyProcessor): void =>
  store.put({
    ...store.find(key),
    send_state: "sent",
    conversation_status: "initial_message_sent",
    task_complete: 1,
    delivery_status: "delivered",
  });

const testConclude = suite("conclude");

testConclude("a call that nobody answers does not undo what a receipt has recorded", async () => {
  const run = afterSending(receiptComes, true);

  await processMessage(delivery())(run.env)();
  const after = run.store.find(key);
  const answer = await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(run.env)();

  assert.equal([after?.send_state, after?.conversation_status], ["sent", "initial_message_sent"]);
  assert.equal(answer, { _tag: "Done" });
  assert.is(run.sends.length, 1);
});
