import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import { processMessage } from "../../../runtime/processor/process-message";
import { contextObject } from "../../helpers/context-object";
import { fakeCarrier, takesBut } from "../../helpers/fake-carrier";
import type { StoreFault } from "../../helpers/in-memory-conversations";
import { delivery } from "../../helpers/processor-delivery";
import { type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";

const key = conversationKey(contextObject());

/** The carrier takes the message, and right then something happens to the record. */
const afterSending = (act: (happy: HappyProcessor) => void, unknown = false) => {
  const lost = takesBut({ _tag: "OutcomeUnknown", reason: "no answer" });
  const { carrier, sends, calls } = fakeCarrier(unknown ? [lost] : []);
  const happy = happyProcessorEnv();
  const env = {
    ...happy.env,
    carrier: {
      ...carrier,
      send: (...args: Parameters<typeof carrier.send>) => {
        act(happy);
        return carrier.send(...args);
      },
    },
  };
  return { ...happy, env, sends, calls };
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

const test = suite("settle");

for (const fault of ["before", "after"] as const satisfies readonly StoreFault[]) {
  test(`a final update that fails ${fault} it is made is told as critical, and never leads to a second send`, async () => {
    const run = afterSending(({ store }) => store.failNext("change", fault));

    const verdict = await processMessage(delivery())(run.env)();
    run.clock.advance(160_000);
    await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(run.env)();

    if (fault === "before") {
      assert.equal(verdict, { _tag: "Again", afterSeconds: 5 });
      const critical = run.lines.filter((line) => line.critical);
      assert.equal(
        critical.map(({ level, status, message_id }) => ({ level, status, message_id })),
        [{ level: "error", status: "SentButUnrecorded", message_id: "SM1" }],
      );
    }
    assert.is(run.sends.length, 1);
  });
}

test("a receipt that is faster than the carrier's answer is as good as the final update", async () => {
  const run = afterSending(receiptComes);

  const verdict = await processMessage(delivery())(run.env)();

  assert.equal(verdict, { _tag: "Done" });
  assert.equal(
    [run.store.find(key)?.delivery_status, run.lines.map(({ event }) => event)],
    ["delivered", ["message_sent"]],
  );
});

test("a call that nobody answers does not undo what a receipt has recorded", async () => {
  const run = afterSending(receiptComes, true);

  await processMessage(delivery())(run.env)();
  const after = run.store.find(key);
  const verdict = await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(run.env)();

  assert.equal([after?.send_state, after?.conversation_status], ["sent", "initial_message_sent"]);
  assert.equal(verdict, { _tag: "Done" });
  assert.is(run.sends.length, 1);
});

test.run();
