import * as assert from "uvu/assert";
import { openAiSuite, rejection } from "./clients";
import { sampleRequest } from "./sample-request";

const filled = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };
const whole = JSON.stringify(filled);
const half = whole.slice(0, Math.floor(whole.length / 2));
const completed = { status: "completed", reason: undefined, failure: undefined };

const test = openAiSuite("assistant faults");

const expected = {
  refusal: { ...completed, part: "refusal", text: "" },
  incomplete: { ...completed, status: "incomplete", reason: "max_output_tokens", part: "output_text", text: half },
  invalid_json: { ...completed, part: "output_text", text: half },
  missing_variable: { ...completed, part: "output_text", text: JSON.stringify({ "1": filled[1], "2": filled[2] }) },
  extra_variable: {
    ...completed,
    part: "output_text",
    text: JSON.stringify({ ...filled, unexpected: "A variable that was not asked for" }),
  },
  empty_variable: { ...completed, part: "output_text", text: JSON.stringify({ ...filled, "1": "" }) },
  long_variable: {
    ...completed,
    part: "output_text",
    text: JSON.stringify({ ...filled, "1": "far too long ".repeat(1000).trim() }),
  },
  failed: { ...completed, status: "failed", failure: "server_error", part: undefined, text: "" },
} as const;

for (const [output, shown] of Object.entries(expected) as [keyof typeof expected, object][]) {
  test(`${output} is answered 200 and recorded as what it is`, async ({ openai, client }) => {
    openai.faults.add({ provider: "openai", fault: { assistant: output } });
    const { id } = await client.conversations.create({});
    const response = await client.responses.create(sampleRequest(id));
    const [item] = response.output;
    assert.equal(
      {
        status: response.status,
        reason: response.incomplete_details?.reason,
        failure: response.error?.code,
        part: item?.type === "message" ? item.content[0]?.type : undefined,
        text: response.output_text,
      },
      shown,
    );
    const last = openai.ledger.entries().at(-1);
    assert.is(last?.kind === "response" && last.outcome, output);
    assert.is((await client.responses.create(sampleRequest(id))).output_text, whole);
  });
}

test("a conversation takes no question after reasoning without its message", async ({ openai, client }) => {
  for (const output of ["incomplete_reasoning", "reasoning"] as const) {
    openai.faults.add({ provider: "openai", fault: { assistant: output } });
    const { id } = await client.conversations.create({});
    await client.responses.create(sampleRequest(id));
    const next = client.responses.create(sampleRequest(id));
    if (output === "reasoning") assert.is((await next).output_text, whole);
    else assert.equal(await rejection(next, "status", "param"), { status: 400, param: "input" });
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
