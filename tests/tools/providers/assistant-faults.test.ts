import type { ResponseOutputItem } from "openai/resources/responses/responses";
import * as assert from "uvu/assert";
import { type AssistantFault, assistantFaults } from "../../../tools/providers/injected-faults/injected-fault";
import { openAiSuite, rejection } from "./clients";
import { sampleRequest } from "./sample-request";

const filled = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };
const whole = JSON.stringify(filled);
const half = whole.slice(0, Math.floor(whole.length / 2));
const noLast = JSON.stringify({ "1": filled[1], "2": filled[2] });
const preamble = "I will fill in the variables.";

const test = openAiSuite("assistant faults");

type Shown = readonly [statusAndWhy: string, ...items: readonly string[]];

/** A response's status with what is told of it, and each item: a message as its phase and its parts. */
const expected: Readonly<Record<AssistantFault, Shown>> = {
  refusal: ["completed", "refusal"],
  incomplete: ["incomplete max_output_tokens", half],
  incomplete_reasoning: ["incomplete max_output_tokens", "reasoning"],
  filtered: ["incomplete content_filter", half],
  invalid_json: ["completed", half],
  missing_variable: ["completed", noLast],
  extra_variable: ["completed", JSON.stringify({ ...filled, unexpected: "A variable that was not asked for" })],
  empty_variable: ["completed", JSON.stringify({ ...filled, "1": "" })],
  long_variable: ["completed", JSON.stringify({ ...filled, "1": "far too long ".repeat(1000).trim() })],
  failed: ["failed server_error no usage"],
  cancelled: ["cancelled no usage"],
  queued: ["queued no usage"],
  reasoning: ["completed", "reasoning", whole],
  reasoning_only: ["completed", "reasoning"],
  commentary: ["completed", `commentary ${preamble}`, `final_answer ${whole}`],
  commentary_json: [
    "completed",
    `commentary ${JSON.stringify({ ...filled, "1": "a draft" })}`,
    `final_answer ${whole}`,
  ],
  commentary_refusal: ["completed", "commentary refusal", `final_answer ${whole}`],
  unknown_phase: ["completed", `analysis ${preamble}`, `final_answer ${whole}`],
  preamble: ["completed", preamble, whole],
  twice: ["completed", whole, whole],
  in_parts: ["completed", `${half}|${whole.slice(half.length)}`],
  no_status: ["", whole],
  no_usage: ["completed no usage", whole],
};

const shown = (item: ResponseOutputItem): string => {
  if (item.type !== "message") return item.type;
  const parts = item.content.map((part) => (part.type === "output_text" ? part.text : part.type)).join("|");
  return item.phase ? `${item.phase} ${parts}` : parts;
};

/** Forms after which a conversation is as it was, since nothing was answered. */
const unanswered: readonly AssistantFault[] = ["failed", "cancelled", "queued"];

for (const output of assistantFaults) {
  test(`${output} is answered 200 and recorded as what it is`, async ({ openai, client }) => {
    openai.faults.add({ provider: "openai", fault: { assistant: output } });
    const { id } = await client.conversations.create({});
    const response = await client.responses.create(sampleRequest(id));
    const { status, incomplete_details, error, usage } = response;
    const told = [status, incomplete_details?.reason, error?.code, usage === undefined ? "no usage" : undefined];
    assert.equal(
      [told.filter((one) => one !== undefined).join(" "), ...response.output.map(shown)],
      [...expected[output]],
    );
    const last = openai.ledger.entries().at(-1);
    assert.is(last?.kind === "response" && last.outcome, output);
    const { data } = await client.conversations.items.list(id);
    assert.is(data.length, unanswered.includes(output) ? 0 : 1 + response.output.length);
  });
}

test("a conversation takes no question after reasoning without its message, and every other one", async ({
  openai,
  client,
}) => {
  for (const output of assistantFaults) {
    openai.faults.add({ provider: "openai", fault: { assistant: output } });
    const { id } = await client.conversations.create({});
    await client.responses.create(sampleRequest(id));
    const next = client.responses.create(sampleRequest(id));
    if (output === "incomplete_reasoning" || output === "reasoning_only")
      assert.equal(await rejection(next, "status", "param"), { status: 400, param: "input" });
    else assert.is((await next).output_text, whole);
  }
});

for (const [code, status, retryAfter] of [
  ["insufficient_quota", 429, null],
  ["rate_limit_exceeded", 429, "1"],
  ["invalid_api_key", 401, null],
  ["conversation_locked", 400, null],
  ["server_error", 500, null],
] as const) {
  test(`${code} is an error of status ${status}`, async ({ openai, client }) => {
    openai.faults.add({ provider: "openai", operation: "responses.create", fault: { code } });
    const refused = await rejection(client.responses.create(sampleRequest()), "status", "code", "headers");
    assert.equal([refused.status, refused.code], [status, code]);
    assert.is(refused.headers instanceof Headers && refused.headers.get("retry-after"), retryAfter);
    assert.equal(openai.ledger.entries(), []);
  });
}

for (const [title, fault, name, entries] of [
  ["a hang before acceptance", { hang: "before" }, "APIConnectionTimeoutError", 0],
  ["a hang after acceptance", { hang: "after" }, "APIConnectionTimeoutError", 1],
  ["a reset before acceptance", { reset: "before" }, "APIConnectionError", 0],
  ["a reset after acceptance", { reset: "after" }, "APIConnectionError", 1],
  ["broken JSON", { malformed: true }, "SyntaxError", 1],
] as const) {
  test(`${title} is a ${name} for the client`, async ({ openai, client }) => {
    openai.faults.add({ provider: "openai", fault });
    const sending = client.responses.create(sampleRequest(), { timeout: 80 });
    const error = await rejection(sending, "constructor");
    assert.is(typeof error.constructor === "function" && error.constructor.name, name);
    assert.is(openai.ledger.count(), entries);
  });
}

test.run();
