import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openaiAssistant, withAssistantLog } from "../../../runtime/adapters/openai-assistant";
import { inputFor, instructionsFor, safetyIdentifier, variablesSchema } from "../../../runtime/assistant/prompt";
import { type AssistantCall, type AssistantError, estimatedCost } from "../../../runtime/ports/assistant";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import type { FaultBody } from "../../../tools/providers/injected-faults/injected-fault";
import { type OpenAiStandIn, startOpenAi } from "../../../tools/providers/openai/start-openai";
import { type AssistantStep, assistantFails, fakeAssistant, says } from "../../helpers/fake-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { fixedStopwatch, manualClock } from "../../helpers/time-and-chance";
import { answerOf, deadUrl, withRawServer } from "./raw-server";

const call = (more: Partial<AssistantCall> = {}): AssistantCall => ({
  apiKey: "sk-the-key",
  model: "gpt-6-luna",
  instructions: instructionsFor("Write to a candidate."),
  input: inputFor(sampleMessage()),
  schema: variablesSchema({ "1": "the recipient's first name", "2": "the job role" }),
  threadId: "conv_1",
  outputTokens: 4_096,
  safetyIdentifier: safetyIdentifier("sk-the-key", "+447400123456"),
  metadata: { conversation_id: "ci#pi#request#447400654321" },
  timeoutMs: 2_000,
  ...more,
});

const assistantAt = (url: string) => openaiAssistant(url, manualClock("2026-11-20T12:00:00.000Z"));

/** Asks in a new thread, unless one is given. */
const ask = (url: string, more: Partial<AssistantCall> = {}) => {
  const opened = more.threadId === undefined ? assistantAt(url).open(call(more)) : TE.right(more.threadId);
  return pipe(
    opened,
    TE.chain((threadId) => assistantAt(url).ask(call({ ...more, threadId }))),
  )();
};

const testOpenaiAssistant = suite<{ openai: OpenAiStandIn }>("openai-assistant");

testOpenaiAssistant.before.each(async (context) => {
  context.openai = await startOpenAi({ rejectKeys: ["sk-rejected"] });
});
testOpenaiAssistant.after.each(({ openai }) => openai.stop());

const kinds = ({ ledger }: OpenAiStandIn) => ledger.entries().map(({ kind }) => kind);
/** How often it was asked, whatever came of it. */
const callsTo = (openai: OpenAiStandIn) =>
  kinds(openai).filter((kind) => kind === "response").length + openai.ledger.attempts().length;

testOpenaiAssistant("a thread is opened, and the variables come back with what they cost", async ({ openai }) => {
  const result = await ask(openai.url);

  const [conversation, response, ...more] = openai.ledger.entries();
  assert.ok(conversation?.kind === "conversation" && response?.kind === "response" && more.length === 0);
  if (response?.kind !== "response" || conversation?.kind !== "conversation") return;
  assert.equal(
    result,
    E.right({
      content: E.right('{"1":"Ada","2":"Healthcare Assistant"}'),
      endsThread: false,
      usage: {
        prompt_tokens: response.inputTokens,
        completion_tokens: response.outputTokens,
        total_tokens: response.inputTokens + response.outputTokens,
      },
    }),
  );
  assert.equal([response.conversation, response.model], [conversation.id, "gpt-6-luna"]);
  assert.equal(conversation.metadata, { conversation_id: "ci#pi#request#447400654321" });
});

testOpenaiAssistant("a thread that was opened before is gone on with", async ({ openai }) => {
  await ask(openai.url);
  const [conversation] = openai.ledger.entries();
  const threadId = conversation?.kind === "conversation" ? conversation.id : "";

  assert.ok(E.isRight(await ask(openai.url, { threadId, input: "Again." })));

  assert.equal(kinds(openai), ["conversation", "response", "response"]);
});

const unavailable = (reason: string, retryAfterSeconds?: number): AssistantError => ({
  _tag: "AssistantUnavailable",
  reason,
  retryAfterSeconds,
});
const unauthorised = (reason: string): AssistantError => ({ _tag: "AssistantUnauthorised", reason });
const refused = (reason: string): AssistantError => ({ _tag: "AssistantRefused", reason });

for (const [what, fault, expected] of [
  [
    "throttling",
    { code: "rate_limit_exceeded", headers: { "retry-after": "12" } },
    unavailable("status 429 (rate_limit_exceeded)", 12),
  ],
  [
    "throttling until a date",
    { status: 429, headers: { "retry-after": "Fri, 20 Nov 2026 12:01:30 GMT" } },
    unavailable("status 429 (invalid_request_error)", 90),
  ],
  ["a quota that is used up", { code: "insufficient_quota" }, unavailable("status 429 (insufficient_quota)")],
  ["an internal error", { code: "server_error" }, unavailable("status 500 (server_error)")],
  ["a service that is away", { status: 503, body: "<html>" }, unavailable("status 503 (no code)")],
  ["a conflict", { status: 409 }, unavailable("status 409 (invalid_request_error)")],
  ["a thread in use", { status: 400, code: "conversation_locked" }, unavailable("status 400 (conversation_locked)")],
  ["a key that is not accepted", { code: "invalid_api_key" }, unauthorised("status 401 (invalid_api_key)")],
  ["a key that may not", { status: 403 }, unauthorised("status 403 (invalid_request_error)")],
  ["a model that is not there", { status: 404, code: "model_not_found" }, refused("status 404 (model_not_found)")],
  ["a request that is not acceptable", { status: 400 }, refused("status 400 (invalid_request_error)")],
  ["a response that failed", { assistant: "failed" }, unavailable("response failed (server_error)")],
] as const satisfies readonly (readonly [string, FaultBody, AssistantError])[])
  testOpenaiAssistant(`${what} is ${expected._tag}, and is not tried again here`, async ({ openai }) => {
    openai.faults.add({ provider: "openai", operation: "responses.create", fault });
    assert.equal(await ask(openai.url), E.left(expected));
    assert.is(callsTo(openai), 1);
  });

testOpenaiAssistant("a thread that cannot be opened is told the same way, and nothing is asked", async ({ openai }) => {
  openai.faults.add({ provider: "openai", operation: "conversations.create", fault: { code: "server_error" } });

  assert.equal(await ask(openai.url), E.left(unavailable("status 500 (server_error)")));
  assert.equal(kinds(openai), []);
});

testOpenaiAssistant("a key that the account rejects, and a model that nobody has", async ({ openai }) => {
  assert.equal(await ask(openai.url, { apiKey: "sk-rejected" }), E.left(unauthorised("status 401 (invalid_api_key)")));
  assert.equal(await ask(openai.url, { model: "gpt-none" }), E.left(refused("status 400 (model_not_found)")));
});

for (const [what, fault] of [
  ["a reset before", { reset: "before" }],
  ["a reset after", { reset: "after" }],
  ["silence before", { hang: "before" }],
  ["silence after", { hang: "after" }],
  ["broken JSON after", { malformed: true }],
] as const satisfies readonly (readonly [string, FaultBody])[])
  testOpenaiAssistant(`${what} the answer was made is no answer for now, after one call`, async ({ openai }) => {
    openai.faults.add({ provider: "openai", operation: "responses.create", fault });
    const result = await ask(openai.url, { timeoutMs: 1_000 });
    assert.is(E.isLeft(result) && result.left._tag, "AssistantUnavailable");
    assert.is(callsTo(openai), 1);
  });

for (const operation of ["conversations.create", "responses.create"] as const)
  testOpenaiAssistant(`the time allowed is for each call: ${operation}`, async ({ openai }) => {
    openai.faults.add({ provider: "openai", operation, fault: { delayMs: 300 } });

    assert.equal(await ask(openai.url, { timeoutMs: 150 }), E.left(unavailable("no answer in time")));
  });

testOpenaiAssistant("a closed thread is gone with all that was in it, in the time allowed", async ({ openai }) => {
  const close = (threadId: string, timeoutMs = 2_000) =>
    assistantAt(openai.url).close({ apiKey: "sk-the-key", threadId, timeoutMs })();
  await ask(openai.url);
  const [conversation] = openai.ledger.entries();
  const threadId = conversation?.kind === "conversation" ? conversation.id : "";
  assert.is(openai.itemsHeld(), 2);

  openai.faults.add({ provider: "openai", operation: "conversations.items.delete", fault: { delayMs: 300 } });
  assert.equal(await close(threadId, 150), E.left(unavailable("no answer in time")));
  assert.equal(await close(threadId), E.right(undefined));

  assert.is(openai.itemsHeld(), 0);
  assert.equal(await ask(openai.url, { threadId }), E.left(refused("status 404 (invalid_request_error)")));
  assert.equal(await close(threadId), E.right(undefined), "one that is gone is closed");
});

testOpenaiAssistant("an assistant that cannot be connected to is unavailable", async () => {
  assert.equal(await ask(await deadUrl()), E.left(unavailable("no connection")));
});

for (const body of ["{}", "null", "[]", '{"id":"conv_1"}', '{"id":"conv_1","status":"completed"}'])
  testOpenaiAssistant(`an answer that is none of OpenAI's (${body}) is unavailable`, async () => {
    const answer = answerOf(body, "200 OK", "Content-Type: application/json", "Connection: close");
    const result = await withRawServer(answer, ({ url }) => ask(url));
    assert.is(E.isLeft(result) && result.left._tag, "AssistantUnavailable");
  });

testOpenaiAssistant("a conversation without an id is none", async () => {
  const answer = answerOf("{}", "200 OK", "Content-Type: application/json", "Connection: close");
  const opened = await withRawServer(answer, ({ url }) => assistantAt(url).open(call())());
  assert.equal(opened, E.left(unavailable("a conversation without an id")));
});

testOpenaiAssistant("OpenAI is told how many tokens an answer may take", async ({ openai }) => {
  const tooFew = refused("status 400 (integer_below_min_value)");
  assert.equal(await ask(openai.url, { outputTokens: 3 }), E.left(tooFew));
});

testOpenaiAssistant("no reason quotes the provider's words, the key or the data", async ({ openai }) => {
  const body = { error: { message: "bad key sk-the-key for Ada Byron", type: "t", code: "c", param: "Ada Byron" } };
  for (const status of [400, 401, 404, 429, 500]) {
    openai.faults.add({ provider: "openai", operation: "responses.create", fault: { status, body } });
    const result = await ask(openai.url);
    assert.match(JSON.stringify(result), `status ${status} (c)`);
    for (const secret of ["bad key", "sk-the-key", "Ada"]) assert.not.match(JSON.stringify(result), secret);
  }
});

const testWithAssistantLog = suite("assistant with a log");

const prices = { "gpt-6-luna": { promptPerMillion: 10_000, completionPerMillion: 50_000 } };

/** The answer to a call, and what was logged of it. */
const asked = async (step: AssistantStep, known: typeof prices | Record<string, never> = prices) => {
  const { log, lines } = gatheringLog();
  const { assistant } = fakeAssistant(step);
  const stopwatch = fixedStopwatch(900);
  const logged = withAssistantLog(assistant, { log, stopwatch, channel: "sms", prices: known });
  return { answer: await logged.ask(call())(), plain: await step(call())(), lines };
};

const line = {
  level: "info",
  event: "assistant_called",
  conversation_id: "ci#pi#request#447400654321",
  channel: "sms",
  model: "gpt-6-luna",
  duration_ms: 900,
} as const;

testWithAssistantLog("answers as it did, and says how long it took, what it used and what that cost", async () => {
  const { answer, plain, lines } = await asked(says("hello"));
  assert.equal(answer, plain);
  assert.equal(lines, [{ ...line, status: "Answered", prompt_tokens: 100, completion_tokens: 20, estimated_cost: 2 }]);
});

testWithAssistantLog("says no cost without a price", async () => {
  const { lines } = await asked(says("hello"), {});
  assert.is("estimated_cost" in (lines[0] ?? {}), false);
});

testWithAssistantLog("says what failed, and no word of the call", async () => {
  const { answer, plain, lines } = await asked(
    assistantFails({ _tag: "AssistantUnavailable", reason: "status 500", retryAfterSeconds: undefined }),
  );
  assert.equal(answer, plain);
  assert.equal(lines, [{ ...line, status: "AssistantUnavailable" }]);
});

testWithAssistantLog("asks and logs once for each run of the effect", async () => {
  const { log, lines } = gatheringLog();
  const { assistant, calls } = fakeAssistant();
  const logged = withAssistantLog(assistant, { log, stopwatch: fixedStopwatch(900), channel: "sms", prices });
  const effect = logged.ask(call());
  assert.equal([calls.length, lines.length], [0, 0]);
  await effect();
  assert.equal([calls.length, lines.length], [1, 1]);
});

const testEstimatedCost = suite("estimated cost");

const modelPrices = { small: { promptPerMillion: 2, completionPerMillion: 8 } };
const usage = { prompt_tokens: 1_000_000, completion_tokens: 500_000, total_tokens: 1_500_000 };

testEstimatedCost("counts prompt and completion at their prices", () => {
  assert.is(estimatedCost(modelPrices, "small", usage), 6);
});

testEstimatedCost("is unknown for a model without a price", () => {
  assert.is(estimatedCost(modelPrices, "large", usage), undefined);
  assert.is(estimatedCost(modelPrices, "toString", usage), undefined);
});
