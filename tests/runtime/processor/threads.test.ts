import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { conversationKey } from "../../../runtime/conversation/message";
import { processMessage } from "../../../runtime/processor/process-message";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { assistantFails, cannotSay, says } from "../../helpers/fake-providers";
import { happyProcessorEnv } from "../../helpers/processor-env";
import { delivery } from "../../helpers/queue-message";

const key = conversationKey(sampleMessage());
const cut = cannotSay("incomplete: max_output_tokens", true);
const down = { _tag: "AssistantUnavailable", reason: "status 429", retryAfterSeconds: 7 } as const;

const busyThread = { close: () => TE.left(down) };

test("what cannot be deleted is kept on the record, with no other write", async () => {
  const { env, store } = happyProcessorEnv({}, [], [says("{"), says("{")]);

  await processMessage(delivery())({ ...env, assistant: { ...env.assistant, ...busyThread } })();

  const { threads, thread_id, failure_reason } = store.find(key) ?? {};
  assert.equal([threads, thread_id, failure_reason], [["conv_1"], null, "assistant: the answer is not JSON"]);
});

test("a send waits for no deletion and does not fail with one", async () => {
  const { env, store, asked, sends } = happyProcessorEnv({}, [], [cut]);
  const askedMeanwhile: number[] = [];
  const close = () => async () => {
    askedMeanwhile.push(asked.length);
    await new Promise(setImmediate);
    askedMeanwhile.push(asked.length);
    return E.left(down);
  };

  await processMessage(delivery())({ ...env, assistant: { ...env.assistant, close } })();

  const { threads, thread_id, send_state } = store.find(key) ?? {};
  assert.equal([sends.length, send_state, thread_id, threads], [1, "sent", "conv_2", ["conv_1"]]);
  assert.equal(askedMeanwhile, [1, 2], "the deletion goes beside the second question");
});

test("a deletion has five seconds, and no more than is left", async () => {
  const given: number[] = [];
  for (const remainingMs of [150_000, 3_000]) {
    const { env } = happyProcessorEnv({ deadline: { remainingMs: () => remainingMs } }, [], [assistantFails(down)]);
    const close: typeof env.assistant.close = ({ timeoutMs }) => TE.fromIO(() => void given.push(timeoutMs));
    await processMessage(delivery())({ ...env, assistant: { ...env.assistant, close } })();
  }
  assert.equal(given, [5_000, 2_000]);
});

test("one that can be neither deleted nor kept is told by its id", async () => {
  const { env, store, lines } = happyProcessorEnv({}, [], [assistantFails(down)]);
  store.failNext("change", "before");

  await processMessage(delivery())({ ...env, assistant: { ...env.assistant, ...busyThread } })();

  const told = lines.filter(({ event }) => event === "thread_left_behind");
  assert.equal(
    told.map(({ level, thread_id, conversation_id }) => [level, thread_id, conversation_id]),
    [["warn", "conv_1", key.conversation_id]],
  );
});

test("a draft that comes too late for its lease leaves no thread", async () => {
  const { env, store, opened, closed } = happyProcessorEnv();
  const overtaken: typeof env.assistant.ask = (call) => {
    store.put({ ...store.find(key), ...key, lease_owner: "worker-2" });
    return env.assistant.ask(call);
  };

  await processMessage(delivery())({ ...env, assistant: { ...env.assistant, ask: overtaken } })();

  assert.equal([opened, closed, store.find(key)?.thread_id], [["conv_1"], ["conv_1"], null]);
});

test("the thread of a draft whose saving is in doubt stays, and is kept for an erasure", async () => {
  const { env, store, closed } = happyProcessorEnv();
  store.failNext("change", "after");

  await processMessage(delivery())(env)();

  const { threads, thread_id } = store.find(key) ?? {};
  assert.equal([closed, threads, thread_id], [[], ["conv_1"], "conv_1"]);
});
