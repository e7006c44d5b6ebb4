import * as assert from "uvu/assert";
import { keyFingerprint } from "../../../tools/providers/ledger/ledger-entry";
import { openAiClient, openAiSuite, rejection } from "./clients";
import { sampleRequest, strictSchema } from "./sample-request";

const at = Date.UTC(2026, 10, 20, 11, 0, 0);
const filled = { "1": "Ada", "2": "Healthcare Assistant", "3": "The CV does not mention a driving licence." };

const test = openAiSuite("create-response", { rejectKeys: ["sk-revoked"], now: () => at });

test("a response fills the schema from the request's own data and is answered whole", async ({ openai, client }) => {
  const conversation = await client.conversations.create({ metadata: { company: "ci-1" } });
  const request = sampleRequest(conversation.id);
  const { id, output, output_text, _request_id, ...rest } = await client.responses.create(request);
  const text = JSON.stringify(filled);
  const input = Math.ceil(request.input.length / 4) + Math.ceil(request.instructions.length / 4);
  const outputTokens = Math.ceil(text.length / 4);
  assert.is(output_text, text);
  assert.match(id, /^resp_[0-9a-f]{48}$/);
  assert.match(String(_request_id), /^req_/);
  assert.equal(
    output.map(({ id: _id, ...item }) => item),
    [
      {
        type: "message",
        status: "completed",
        role: "assistant",
        content: [{ type: "output_text", text, annotations: [], logprobs: [] }],
      },
    ] as never,
  );
  assert.equal({ ...rest }, {
    object: "response",
    created_at: at / 1000,
    status: "completed",
    background: false,
    completed_at: at / 1000,
    conversation: { id: conversation.id },
    error: null,
    incomplete_details: null,
    instructions: request.instructions,
    max_output_tokens: 500,
    max_tool_calls: null,
    model: "gpt-6-luna-stand-in",
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: request.safety_identifier,
    service_tier: "default",
    store: true,
    temperature: 1,
    text: { format: request.text.format },
    tool_choice: "auto",
    tools: [],
    top_logprobs: 0,
    top_p: 1,
    truncation: "disabled",
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + outputTokens,
    },
    metadata: { request_id: "r-1" },
  } as never);
  const common = {
    provider: "openai",
    at: "2026-11-20T11:00:00.000Z",
    account: keyFingerprint("sk-test"),
    answered: "given",
  };
  assert.equal(openai.ledger.entries(), [
    { seq: 1, ...common, kind: "conversation", id: conversation.id, metadata: { company: "ci-1" } },
    {
      seq: 2,
      ...common,
      kind: "response",
      id,
      conversation: conversation.id,
      model: "gpt-6-luna",
      renderedText: text,
      inputTokens: input,
      outputTokens,
      outcome: "completed",
    },
  ]);
  assert.equal(openai.ledger.sends(), []);
});

test("a second request in the conversation still finds the data of the first", async ({ client }) => {
  const { id } = await client.conversations.create({});
  await client.responses.create(sampleRequest(id));
  const repaired = await client.responses.create({ ...sampleRequest(id), input: "Variable 2 was empty. Once more." });
  assert.equal(JSON.parse(repaired.output_text), filled);
  const { data } = await client.conversations.items.list(id);
  assert.equal(
    data.map((item) => (item.type === "message" ? item.role : item.type)),
    ["assistant", "user", "assistant", "user"],
  );
});

test("without a format the answer is a message in plain words", async ({ client }) => {
  const { text: _format, ...request } = sampleRequest();
  const { output_text } = await client.responses.create(request);
  assert.is(
    output_text,
    "Hello Ada, thank you for your interest in the Healthcare Assistant role. The CV does not mention a driving licence. Right to work. Could you tell us a little more about yourself? Kind regards, Sam Jones",
  );
});

test("the token limit makes the response incomplete", async ({ client }) => {
  const { status, incomplete_details, output_text } = await client.responses.create({
    ...sampleRequest(),
    max_output_tokens: 16,
  });
  assert.equal([status, incomplete_details, output_text.length], ["incomplete", { reason: "max_output_tokens" }, 64]);
});

const { schema: _schema, ...unshaped } = sampleRequest().text.format;
const good = strictSchema({ a: "the job role", b: "the job role" });

for (const [title, change, status, code, param] of [
  ["an unknown model", { model: "gpt-9" }, 400, "model_not_found", "model"],
  ["no model", { model: "" }, 400, "missing_required_parameter", "model"],
  ["an unknown parameter", { colour: "red" }, 400, "unknown_parameter", "colour"],
  ["an unknown conversation", { conversation: "conv_missing" }, 404, null, null],
  [
    "a long safety identifier",
    { safety_identifier: "a".repeat(65) },
    400,
    "string_above_max_length",
    "safety_identifier",
  ],
  ["a tiny token limit", { max_output_tokens: 3 }, 400, "integer_below_min_value", "max_output_tokens"],
  ["metadata that is no text", { metadata: { n: 1 } }, 400, null, "metadata"],
  ["input of another kind", { input: [{ type: "input_image" }] }, 400, "invalid_type", "input"],
  ...(
    [
      ["a property that is not required", { ...good, required: ["a"] }],
      ["additional properties", { ...good, additionalProperties: true }],
      ["a schema that is no object", { type: "array", items: good }],
      ["a nested schema that is not strict", { ...good, properties: { a: { type: "object" }, b: { type: "string" } } }],
    ] as const
  ).map(
    ([title, schema]) =>
      [title, { text: { format: { ...unshaped, schema } } }, 400, "invalid_json_schema", "text.format.schema"] as const,
  ),
  ["a format without schema", { text: { format: unshaped } }, 400, "missing_required_parameter", "text.format.schema"],
  [
    "a format name with a space",
    { text: { format: { ...sampleRequest().text.format, name: "a b" } } },
    400,
    "invalid_value",
    "text.format.name",
  ],
] as const) {
  test(`${title} is refused in OpenAI's shape`, async ({ openai, client }) => {
    const request = { ...sampleRequest(), ...change };
    const refused = await rejection(client.responses.create(request as never), "status", "code", "param", "type");
    assert.equal(refused, { status, code, param, type: "invalid_request_error" });
    assert.equal([openai.ledger.entries(), openai.ledger.attempts().map((one) => one.status)], [[], [status]]);
  });
}

test("a revoked key and no key are 401", async ({ openai }) => {
  const revoked = openAiClient(openai.url, "sk-revoked").responses.create(sampleRequest());
  const none = await fetch(`${openai.url}/v1/models/gpt-4o`);
  assert.equal(await rejection(revoked, "status", "code"), { status: 401, code: "invalid_api_key" });
  assert.is(none.status, 401);
});
