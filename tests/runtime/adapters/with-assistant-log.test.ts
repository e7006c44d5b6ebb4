import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { withAssistantLog } from "../../../runtime/adapters/with-assistant-log";
import type { AssistantCall } from "../../../runtime/ports/assistant";
import { type AssistantStep, assistantFails, fakeAssistant, says } from "../../helpers/fake-assistant";
import { fixedStopwatch } from "../../helpers/fixed-stopwatch";
import { gatheringLog } from "../../helpers/gathering-log";

const test = suite("assistant with a log");

const call: AssistantCall = {
  apiKey: "key",
  model: "gpt-6-luna",
  instructions: "Be brief.",
  input: "Ada",
  schema: {},
  threadId: undefined,
  safetyIdentifier: "hash",
  metadata: { conversation_id: "c#p#r#s" },
  timeoutMs: 1_000,
};

const prices = { "gpt-6-luna": { promptPerMillion: 10_000, completionPerMillion: 50_000 } };

/** The answer to a call, and what was logged of it. */
const asked = async (step: AssistantStep, known: typeof prices | Record<string, never> = prices) => {
  const { log, lines } = gatheringLog();
  const { assistant } = fakeAssistant(step);
  const stopwatch = fixedStopwatch(900);
  const logged = withAssistantLog(assistant, { log, stopwatch, channel: "sms", prices: known });
  return { answer: await logged.ask(call)(), plain: await step(call)(), lines };
};

const line = { level: "info", event: "assistant_called", conversation_id: "c#p#r#s", channel: "sms" } as const;

test("answers as it did, and says how long it took, what it used and what that cost", async () => {
  const { answer, plain, lines } = await asked(says("hello"));
  assert.equal(answer, plain);
  assert.equal(lines, [
    {
      ...line,
      model: "gpt-6-luna",
      status: "Answered",
      duration_ms: 900,
      prompt_tokens: 100,
      completion_tokens: 20,
      estimated_cost: 2,
    },
  ]);
});

test("says no cost without a price", async () => {
  const { lines } = await asked(says("hello"), {});
  assert.is("estimated_cost" in (lines[0] ?? {}), false);
});

test("says what failed, and no word of the call", async () => {
  const { answer, plain, lines } = await asked(
    assistantFails({ _tag: "AssistantUnavailable", reason: "status 500", retryAfterSeconds: undefined }),
  );
  assert.equal(answer, plain);
  assert.equal(lines, [{ ...line, model: "gpt-6-luna", status: "AssistantUnavailable", duration_ms: 900 }]);
});

test("asks and logs once for each run of the effect", async () => {
  const { log, lines } = gatheringLog();
  const { assistant, calls } = fakeAssistant();
  const effect = withAssistantLog(assistant, { log, stopwatch: fixedStopwatch(900), channel: "sms", prices }).ask(call);
  assert.equal([calls.length, lines.length], [0, 0]);
  await TE.match(
    () => undefined,
    () => undefined,
  )(effect)();
  assert.equal([calls.length, lines.length], [1, 1]);
});

test.run();
