import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ErrorCode, statusOf } from "../../../runtime/request/error-code";
import { companyRecord } from "../../helpers/company-record";
import { inMemoryCompanies } from "../../helpers/fakes/in-memory-companies";
import { postBody } from "../../helpers/post-body";
import { bodyRefusals } from "../../helpers/refusals/body-refusals";
import { postRefused } from "../../helpers/refusals/post-refused";
import { projectRefusals } from "../../helpers/refusals/project-refusals";
import { REQUEST_ID, validBody } from "../../helpers/valid-body";

const test = suite("error codes");

const refusals = [...bodyRefusals, ...projectRefusals];

for (const refusal of refusals)
  test(`${refusal.code} when ${refusal.what}, and nothing is queued`, async () => {
    const { status, body, queued, lines } = await postRefused([refusal]);
    assert.equal(
      { status, status_text: body.status, error_code: body.error_code, queued },
      { status: statusOf[refusal.code], status_text: "error", error_code: refusal.code, queued: [] },
    );
    assert.equal(
      lines.map(({ event, error_code }) => ({ event, error_code })),
      [{ event: "request_rejected", error_code: refusal.code }],
    );
  });

for (const refusal of bodyRefusals)
  test(`${refusal.code} when ${refusal.what} names ${refusal.fields.join()}`, async () => {
    const { body } = await postRefused([refusal]);
    const errors: readonly Readonly<Record<string, unknown>>[] = Array.isArray(body.errors) ? body.errors : [];
    assert.equal(
      errors.map(({ field, code }) => ({ field, code })),
      refusal.fields.map((field) => ({ field, code: refusal.code })),
    );
    assert.ok(errors.every(({ field, message }) => String(message).startsWith(`${field} `)));
    assert.is(body.message, errors[0]?.message);
  });

for (const refusal of projectRefusals)
  test(`${refusal.code} when ${refusal.what} lists no fault of the body and names the request`, async () => {
    const { body } = await postRefused([refusal]);
    assert.equal([body.errors, body.request_id], [[], REQUEST_ID]);
  });

const unreadable: readonly (readonly [string, unknown, object])[] = [
  ["there is no body", null, {}],
  ["the body is empty", "", {}],
  ["the body is blank", " \r\n\t", {}],
  ["the body is not JSON", '{"company_data":', {}],
  ["the body is a list", "[]", {}],
  ["the body is null", "null", {}],
  ["the body is a text", '"{}"', {}],
  ["the body is not base64", "{}", { isBase64Encoded: true }],
  ["the body is not UTF-8", Buffer.from('{"a":"\xff"}', "latin1").toString("base64"), { isBase64Encoded: true }],
];

for (const [what, body, event] of unreadable)
  test(`INVALID_REQUEST when ${what}`, async () => {
    const posted = await postBody("", {}, { body: body === null ? null : String(body), ...event });
    assert.equal(
      { status: posted.status, code: posted.body.error_code, errors: posted.body.errors, queued: posted.queued },
      { status: 400, code: "INVALID_REQUEST", errors: [], queued: [] },
    );
  });

test("PAYLOAD_TOO_LARGE when the body exceeds 256 KiB, with the request's id", async () => {
  const posted = await postBody({ ...validBody(), padding: "x".repeat(262_144) });
  assert.equal(
    [posted.status, posted.body.error_code, posted.body.request_id, posted.queued],
    [413, "PAYLOAD_TOO_LARGE", REQUEST_ID, []],
  );
});

test("PAYLOAD_TOO_LARGE when the message exceeds 256 KiB only together with the company's record", async () => {
  const companies = inMemoryCompanies(companyRecord({ notes: "n".repeat(200_000) }));
  const posted = await postBody(validBody({ project_data: { cv: "c".repeat(100_000) } }), { companies });
  assert.equal(
    [posted.status, posted.body.error_code, posted.body.request_id, posted.queued],
    [413, "PAYLOAD_TOO_LARGE", REQUEST_ID, []],
  );
});

test("every code is tried here", () => {
  const tried = new Set<ErrorCode>(["INVALID_REQUEST", "PAYLOAD_TOO_LARGE", ...refusals.map(({ code }) => code)]);
  assert.equal([...tried].sort(), Object.keys(statusOf).sort());
});

test.run();
