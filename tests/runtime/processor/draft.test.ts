import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey } from "../../../runtime/conversation/conversation-key";
import { processMessage } from "../../../runtime/processor/process-message";
import { contextObject } from "../../helpers/context-object";
import { fakeAssistant } from "../../helpers/fake-assistant";
import { fakeCarrier, refuses } from "../../helpers/fake-carrier";
import { delivery } from "../../helpers/processor-delivery";
import { happyProcessorEnv } from "../../helpers/processor-env";

const key = conversationKey(contextObject());
const busyCarrier = refuses({ _tag: "NotSent", reason: "too many requests (20429)", retryAfterSeconds: undefined });

const test = suite("draft");

test("a retry sends the words that were saved, and does not ask the assistant again", async () => {
  const { carrier, calls, sends } = fakeCarrier([busyCarrier, busyCarrier]);
  const { assistant, calls: asked } = fakeAssistant();
  const { env, clock } = happyProcessorEnv({ carrier, assistant });

  for (const receiveCount of [1, 2, 3]) {
    await processMessage(delivery("whatsapp", {}, { receiveCount }))(env)();
    clock.advance(60_000);
  }

  assert.equal([calls.length, sends.length, asked.length], [3, 1, 1]);
  assert.equal(new Set(calls.map(({ message }) => JSON.stringify(message.variables))).size, 1);
  assert.is(new Set(calls.map(({ message }) => message.attemptId)).size, 3);
});

test("every attempt stays on the record", async () => {
  const { carrier, calls } = fakeCarrier([busyCarrier]);
  const { env, store, clock } = happyProcessorEnv({ carrier });

  await processMessage(delivery())(env)();
  clock.advance(60_000);
  await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(env)();

  const [first, second] = calls.map(({ message }) => message.attemptId);
  assert.equal(store.find(key)?.attempts, [
    { attempt_id: first, sending_at: "2026-11-20T11:45:33.000Z" },
    { attempt_id: second, sending_at: "2026-11-20T11:46:33.000Z" },
  ]);
  assert.is(store.find(key)?.attempt_id, second);
});

test("nothing is sent while the draft cannot be saved", async () => {
  const { carrier, calls } = fakeCarrier();
  const { env, store } = happyProcessorEnv({ carrier });
  store.failNext("change", "before");

  const verdict = await processMessage(delivery())(env)();

  assert.equal(verdict, { _tag: "Again", afterSeconds: 5 });
  assert.equal([calls.length, store.find(key)?.send_state], [0, "accepted"]);
});

test("a draft that was saved while its answer was lost is not written anew once the lease is over", async () => {
  const { carrier, sends } = fakeCarrier();
  const { assistant, calls: asked } = fakeAssistant();
  const { env, store, clock } = happyProcessorEnv({ carrier, assistant });
  store.failNext("change", "after");

  await processMessage(delivery())(env)();
  clock.advance(160_000);
  await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(env)();

  assert.equal([asked.length, sends.length, store.find(key)?.send_state], [1, 1, "sent"]);
});

test.run();
