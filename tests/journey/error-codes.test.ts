import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { type ErrorCode, statusOf } from "../../runtime/request/error-code";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { proxyEvent } from "../../tools/measure/sample/request";
import { signedWith } from "../helpers/local-clients";
import { bodyRefusals } from "../helpers/refusals";
import { journeySuite } from "./engines";
import { counts, untilQuiet } from "./queues";
import { deliver, newProject } from "./records";
import { keyOf, newRequest, post } from "./requests";
import type { Call } from "./shared-journey";

const test = journeySuite("error codes over HTTP");

const tried = new Set<string>();

const assertRefused = (answer: Awaited<ReturnType<typeof post>>, code: ErrorCode): void => {
  tried.add(code);
  const { body, status, headers } = answer;
  assert.equal(
    { status, answered: body.status, error_code: body.error_code },
    { status: statusOf[code], answered: "error", error_code: code },
  );
  assert.equal(Object.keys(body).sort(), ["error_code", "errors", "message", "request_id", "status"]);
  assert.is(headers.get("content-type"), "application/json");
  assert.is(headers.get("access-control-allow-origin"), "http://localhost:3000");
};

const unreadable: readonly (readonly [string, string | Buffer | undefined])[] = [
  ["no body", undefined],
  ["a blank body", " \r\n\t"],
  ["what is not JSON", '{"company_data":'],
  ["a list", "[]"],
  ["null", "null"],
  ["bytes that are not UTF-8", Buffer.from('{"a":"\xff"}', "latin1")],
];

for (const [what, body] of unreadable)
  test(`INVALID_REQUEST for ${what}`, async ({ ready }) => {
    assertRefused(await post(ready, body === undefined ? "" : body), "INVALID_REQUEST");
  });

test("INVALID_REQUEST for bad base64, which only an event itself can hold", async ({ ready }) => {
  const [router = ""] = Object.keys(ready.functions).filter((name) => name.includes("router"));
  const event = proxyEvent({ body: "%%%", isBase64Encoded: true });
  const answer = await fetch(ready.functions[router]?.invokeUrl ?? "", {
    method: "POST",
    headers: { authorization: signedWith(ready.credentials.accessKeyId) },
    body: JSON.stringify(event),
  });
  const { statusCode, body } = (await answer.json()) as { readonly statusCode: number; readonly body: string };
  assert.equal([statusCode, JSON.parse(body).error_code], [400, "INVALID_REQUEST"]);
});

test("PAYLOAD_TOO_LARGE for a body beyond 256 KiB", async ({ ready }) => {
  const { body } = newRequest();
  assertRefused(await post(ready, { ...body, padding: "x".repeat(262_144) }), "PAYLOAD_TOO_LARGE");
});

test("PAYLOAD_TOO_LARGE for a message that is too large only together with the project's record", async (journey) => {
  const company_data = await newProject(journey, { notes: "n".repeat(250_000) });
  const { body } = newRequest("whatsapp", {
    company_data,
    project_data: { cv: ["c".repeat(8_000), "c".repeat(8_000)] },
  });
  assertRefused(await post(journey.ready, body), "PAYLOAD_TOO_LARGE");
});

for (const { code, what, field, body } of bodyRefusals)
  test(`${code} when ${what}`, async ({ ready }) => {
    const answer = await post(ready, deepOverride(newRequest().body, body ?? {}));
    assertRefused(answer, code);
    const errors = Array.isArray(answer.body.errors) ? answer.body.errors : [];
    assert.equal(
      errors.map((error: JsonObject) => ({ field: error.field, code: error.code })),
      [{ field, code }],
    );
  });

test("COMMS_CONSENT_REQUIRED without consent", async ({ ready }) => {
  const { body } = newRequest("whatsapp", { recipient_data: { comms_consent: false } });
  assertRefused(await post(ready, body), "COMMS_CONSENT_REQUIRED");
});

test("COMPANY_NOT_FOUND for a project that is not there, and for another's", async ({ ready }) => {
  const unknown = newRequest("whatsapp", { company_data: { project_id: "pi-zzz-999" } });
  assertRefused(await post(ready, unknown.body), "COMPANY_NOT_FOUND");
  assertRefused(await post(ready, newRequest().body, keyOf(ready, "ci-bbb-002")), "COMPANY_NOT_FOUND");
});

const records: readonly (readonly [ErrorCode, string, JsonObject])[] = [
  ["PROJECT_INACTIVE", "the project is inactive", { project_status: "inactive" }],
  ["CHANNEL_NOT_ALLOWED", "the channel is not allowed", { allowed_channels: ["sms"] }],
  ["COUNTRY_NOT_ALLOWED", "the country is not", { channel_config: { whatsapp: { countries: ["IE"] } } }],
  ["RATE_LIMIT_EXCEEDED", "the day's messages are sent", { rate_limits: { messages_per_day: 0 } }],
  ["CONFIGURATION_ERROR", "the channel is not set up", { channel_config: { whatsapp: undefined } }],
  [
    "CONFIGURATION_ERROR",
    "the record has only an assistant's id",
    {
      ai_config: {
        openai_config: { whatsapp: { template_sender: undefined, assistant_id_template_sender: "asst_1" } },
      },
    },
  ],
];

for (const [code, what, record] of records)
  test(`${code} when ${what}`, async (journey) => {
    const company_data = await newProject(journey, record);
    assertRefused(await post(journey.ready, newRequest("whatsapp", { company_data }).body), code);
  });

test("REQUEST_ID_REUSED once another request's guard stands under the id", async (journey) => {
  const { request } = await deliver(journey);
  assertRefused(
    await post(journey.ready, deepOverride(request.body, { project_data: { jobID: "1" } })),
    "REQUEST_ID_REUSED",
  );
});

const outages: readonly (readonly [ErrorCode, string, (call: Call) => boolean])[] = [
  ["DATABASE_ERROR", "the company table cannot be read", ({ operation }) => operation === "GetItem"],
  ["QUEUE_ERROR", "the queue does not accept the message", ({ operation }) => operation === "SendMessage"],
];

for (const [code, what, matches] of outages)
  test(`${code} when ${what}`, async ({ aws, ready }) => {
    const mend = aws.refuse(matches, { status: 400, type: "AccessDeniedException" });
    try {
      assertRefused(await post(ready, newRequest().body), code);
    } finally {
      mend();
    }
  });

test("INTERNAL_ERROR for a fault of the program itself", async ({ ready }) => {
  const { body } = newRequest("whatsapp", { project_data: { mark: "unforeseen-fault-of-the-program" } });
  assertRefused(await post(ready, body), "INTERNAL_ERROR");
});

test("every code is tried here", async () => {
  assert.equal([...tried].sort(), Object.keys(statusOf).sort());
});

test("nothing of all that was queued", async (journey) => {
  await untilQuiet(journey);
  assert.equal(await counts(journey, "whatsapp"), { queue: 0, deadLetters: 0 });
});

test("messages name fields, and the answer names the request", async ({ ready }) => {
  const { body, requestId } = newRequest("sms", { recipient_data: { recipient_tel: "0044 canary" } });
  const answer = await post(ready, body);
  assert.is(answer.body.request_id, requestId);
  assert.not.match(answer.text, "canary");
});
