import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { type ErrorCode, statusOf } from "../../runtime/request/error-code";
import type { AwsCall } from "../../tools/aws/refusals";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { proxyEvent } from "../../tools/measure/sample/request";
import { signedWith } from "../helpers/local-clients";
import { bodyRefusals } from "../helpers/refusals";
import { journeySuite } from "./engines";
import { counts, untilQuiet } from "./queues";
import { newProject } from "./records";
import { newRequest, post } from "./requests";

const test = journeySuite("error codes over HTTP");

const assertRefused = (answer: Awaited<ReturnType<typeof post>>, code: ErrorCode): void => {
  const { body, status, headers } = answer;
  assert.equal(
    { status, answered: body.status, error_code: body.error_code },
    { status: statusOf[code], answered: "error", error_code: code },
  );
  assert.equal(Object.keys(body).sort(), ["error_code", "errors", "message", "request_id", "status"]);
  assert.is(headers.get("content-type"), "application/json");
  assert.is(headers.get("access-control-allow-origin"), "http://localhost:3000");
};

test("INVALID_REQUEST for bytes that are not UTF-8, and for no body", async ({ ready }) => {
  for (const body of [Buffer.from('{"a":"\xff"}', "latin1"), ""])
    assertRefused(await post(ready, body), "INVALID_REQUEST");
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

for (const [code, record] of [
  ["PROJECT_INACTIVE", { project_status: "inactive" }],
  ["COUNTRY_NOT_ALLOWED", { channel_config: { whatsapp: { countries: ["IE"] } } }],
  ["RATE_LIMIT_EXCEEDED", { rate_limits: { messages_per_day: 0 } }],
  ["CONFIGURATION_ERROR", { channel_config: { whatsapp: undefined } }],
] as const)
  test(`${code} by the project's record`, async (journey) => {
    const company_data = await newProject(journey, record);
    assertRefused(await post(journey.ready, newRequest("whatsapp", { company_data }).body), code);
  });

const outages: readonly (readonly [ErrorCode, string, (call: AwsCall) => boolean])[] = [
  ["DATABASE_ERROR", "the company table cannot be read", ({ operation }) => operation === "GetItem"],
  ["QUEUE_ERROR", "the queue does not accept the message", ({ operation }) => operation === "SendMessage"],
];

for (const [code, what, matches] of outages)
  test(`${code} when ${what}`, async ({ refuse, ready }) => {
    const mend = refuse(matches, { status: 400, type: "AccessDeniedException" });
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

test("nothing of all that was queued", async (journey) => {
  await untilQuiet(journey);
  assert.equal(await counts(journey, "whatsapp"), { queue: 0, deadLetters: 0 });
});
