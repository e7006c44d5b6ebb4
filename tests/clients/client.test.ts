import { test } from "uvu";
import * as assert from "uvu/assert";
import { type ClientOptions, createClient, type InitiateRequest } from "../../clients/typescript/src/index";

type Given = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown } | Error;

const ids = { company_id: "ci-aaa-001", project_id: "pi-aaa-001", request_id: "550e8400-e29b-41d4-a716-446655440001" };

const requestWith = (request_id: string): InitiateRequest => ({
  company_data: { company_id: ids.company_id, project_id: ids.project_id },
  recipient_data: { recipient_tel: "+447400123456", comms_consent: true },
  request_data: { request_id, channel_method: "whatsapp", initial_request_timestamp: "2026-11-20T11:45:32.789Z" },
});
const request = requestWith(ids.request_id);

const accepted = {
  status: "success",
  request_id: ids.request_id,
  conversation_id: "c",
  message: "m",
  queue_timestamp: "2026-11-20T11:45:33.000Z",
};
const refused = (error_code: string, errors: readonly object[] = []) => ({
  status: "error",
  error_code,
  message: "No",
  request_id: ids.request_id,
  errors,
});

/** A client whose answers are given, the last one again and again, and who waits without waiting. */
const clientOf = (answers: readonly Given[], options: Partial<ClientOptions> = {}) => {
  const calls: { readonly url: string; readonly method: string; readonly body: unknown; readonly key: unknown }[] = [];
  const waits: number[] = [];
  const client = createClient({
    baseUrl: "https://api.example/prod/",
    apiKey: "k",
    fetch: async (url, { method = "GET", headers, body } = {}) => {
      const answer = answers[Math.min(calls.length, answers.length - 1)] ?? {};
      calls.push({ url: String(url), method, body, key: new Headers(headers).get("x-api-key") });
      if (answer instanceof Error) throw answer;
      const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? accepted);
      return new Response(text, { status: answer.status ?? 200, headers: answer.headers ?? {} });
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
  return { client, calls, waits };
};

test("a request is posted as it is, and its answer carries the ids to ask with", async () => {
  const { client, calls } = clientOf([{ headers: { "Idempotent-Replayed": "true" } }]);
  assert.equal(await client.initiate(request), { ok: true, value: accepted, ids, replayed: true });
  assert.equal(calls, [
    {
      url: "https://api.example/prod/initiate-conversation",
      method: "POST",
      body: JSON.stringify(request),
      key: "k",
    },
  ]);
});

test("throttled, broken and lost calls are made again with the same ids, and answered in the end", async () => {
  const { client, calls, waits } = clientOf([
    { status: 429, body: { message: "Too Many Requests" } },
    { status: 500, body: refused("QUEUE_ERROR") },
    new Error("reset"),
    {},
  ]);
  const { ok } = await client.initiate(request);
  assert.equal([ok, new Set(calls.map(({ body }) => body)).size, waits.length], [true, 1, 3]);
  waits.forEach((wait, made) => {
    assert.ok(wait >= 0 && wait <= 500 * 2 ** made, `${wait} ms`);
  });
});

test("pauses grow to eight seconds, and not beyond", async () => {
  const { client, calls, waits } = clientOf([{ status: 503, body: { message: "Unavailable" } }], { tries: 12 });
  await client.status(ids);
  assert.is(calls.length, 12);
  assert.ok(Math.max(...waits) <= 8_000, String(waits));
});

test("not more often than told, and the last failure is the answer", async () => {
  const { client, calls } = clientOf([new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") })], {
    tries: 2,
  });
  assert.equal(await client.status(ids), {
    ok: false,
    code: "NO_ANSWER",
    status: null,
    message: "fetch failed: ECONNREFUSED",
    errors: [],
    retryAfterSeconds: null,
  });
  assert.is(calls.length, 2);
});

test("it waits at least as long as it is told, and gives back what would take too long", async () => {
  const limit = (seconds: string): Given => ({
    status: 429,
    headers: { "Retry-After": seconds },
    body: refused("RATE_LIMIT_EXCEEDED"),
  });
  const { client, calls, waits } = clientOf([limit("7"), limit("3600")]);
  const result = await client.initiate(request);
  assert.equal([calls.length, waits.length, result.ok ? "" : result.retryAfterSeconds], [2, 1, 3600]);
  assert.ok((waits[0] ?? 0) >= 7_000 && (waits[0] ?? 0) <= 7_500);
});

const errors = [{ field: "recipient_data.recipient_tel", code: "INVALID_RECIPIENT_TEL", message: "Not possible" }];
for (const [words, answer, code, message] of [
  ["the engine's own", { status: 400, body: refused("INVALID_RECIPIENT_TEL", errors) }, "INVALID_RECIPIENT_TEL", "No"],
  ["of an unknown key", { status: 403, body: { message: "Forbidden" } }, "KEY_REFUSED", "Forbidden"],
  [
    "of an unknown path",
    { status: 403, body: { message: "Missing Authentication Token" } },
    "GATEWAY_REFUSED",
    "Missing Authentication Token",
  ],
  ["of who is no gateway", { status: 404, body: "<html>" }, "GATEWAY_REFUSED", "Answered 404"],
] as const) {
  test(`a refusal ${words} is a value, and not asked for again`, async () => {
    const { client, calls } = clientOf([answer]);
    assert.equal(await client.cancel(ids), {
      ok: false,
      code,
      status: answer.status,
      message,
      errors: code === "INVALID_RECIPIENT_TEL" ? errors : [],
      retryAfterSeconds: null,
    });
    assert.is(calls.length, 1);
  });
}

test("a page in place of an answer is none", async () => {
  const { client } = clientOf([{ body: "<html>" }], { tries: 1 });
  const result = await client.status(ids);
  assert.equal(result.ok ? "" : [result.code, result.status], ["NO_ANSWER", 200]);
});

test("a call that is aborted ends, in the call and in the wait for the next", async () => {
  for (const abortSoon of [(abort: () => void) => abort(), (abort: () => void) => void setTimeout(abort)]) {
    const stop = new AbortController();
    const client = createClient({
      baseUrl: "https://api.example/prod",
      apiKey: "k",
      fetch: async (_, { signal } = {}) => {
        abortSoon(() => stop.abort());
        signal?.throwIfAborted();
        return new Response("{}", { status: 503, headers: { "Retry-After": "20" } });
      },
    });
    const result = await client.status(ids, { signal: stop.signal });
    assert.is(result.ok ? "" : result.code, "ABORTED");
  }
});

test("many are sent so many at a time, and answered in their order", async () => {
  let open = 0;
  let most = 0;
  const { client } = clientOf([], {
    fetch: async (_, { body } = {}) => {
      open += 1;
      most = Math.max(most, open);
      const { request_id } = JSON.parse(String(body)).request_data;
      await new Promise((done) => setTimeout(done, Number(request_id) % 3));
      open -= 1;
      return request_id === "4"
        ? Response.json(refused("INVALID_REQUEST_ID"), { status: 400 })
        : Response.json({ ...accepted, request_id });
    },
  });
  const numbers = Array.from({ length: 12 }, (_, number) => String(number));
  const results = await client.initiateMany(numbers.map(requestWith), { concurrency: 3 });
  assert.equal(
    results.map((result) => (result.ok ? result.ids.request_id : result.code)),
    numbers.map((number) => (number === "4" ? "INVALID_REQUEST_ID" : number)),
  );
  assert.is(most, 3);
});

const statusWith = (conversation_status: string, delivery_status: string | null = null): Given => ({
  body: { status: "success", conversation_status, delivery_status, failure_reason: null },
});
const notYet: Given = { status: 404, headers: { "Retry-After": "2" }, body: refused("CONVERSATION_NOT_FOUND") };

for (const [words, answers, awaited, reached] of [
  [
    "not there yet, then words of a later engine",
    [notYet, statusWith("scheduled"), statusWith("initial_message_sent", "delivered")],
    "delivered",
    true,
  ],
  ["a stage that a later one includes", [statusWith("initial_message_sent", "read")], "delivered", true],
  ["a word of the conversation's", [statusWith("processing"), statusWith("cancelled")], "cancelled", true],
  ["an end that is another one", [statusWith("processing"), statusWith("suppressed")], "sent", false],
  ["a message that does not arrive", [statusWith("initial_message_sent", "undelivered")], "delivered", false],
] as const) {
  test(`waits for ${awaited}: ${words}`, async () => {
    const { client, calls } = clientOf(answers);
    const result = await client.waitFor(ids, awaited);
    assert.equal([result.ok && result.reached, calls.length], [reached, answers.length]);
  });
}

test("waits for what a function looks for, less and less often, and not for ever", async () => {
  const { client, waits } = clientOf([statusWith("processing")], {
    wait: (milliseconds) => new Promise((done) => setTimeout(() => done(void waits.push(milliseconds)), 15)),
  });
  const result = await client.waitFor(ids, ({ failure_reason }) => failure_reason !== null, { timeoutMs: 100 });
  assert.equal(result.ok ? "" : [result.code, result.message], [
    "TIMED_OUT",
    "Waited 100 ms; conversation_status is processing",
  ]);
  assert.ok(waits.length >= 2 && waits.every((wait) => wait <= 100));
});

test("the wait ends with what is refused", async () => {
  const { client, calls } = clientOf([{ status: 403, body: { message: "Forbidden" } }]);
  const result = await client.waitFor(ids, "sent");
  assert.equal([result.ok ? "" : result.code, calls.length], ["KEY_REFUSED", 1]);
});

test.run();
