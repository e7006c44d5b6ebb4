import * as assert from "uvu/assert";
import { openAiSuite, rejection } from "./clients";
import { sampleRequest } from "./sample-request";

const filled = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };
const whole = JSON.stringify(filled);

const test = openAiSuite("assistant faults");

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
    const sending = client.responses.create(sampleRequest(), { timeout: 500 });
    const error = await rejection(sending, "constructor");
    assert.is(typeof error.constructor === "function" && error.constructor.name, name);
    assert.is(openai.ledger.count(), entries);
  });
}
