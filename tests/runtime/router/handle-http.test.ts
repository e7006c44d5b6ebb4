import { test } from "uvu";
import * as assert from "uvu/assert";
import { companyRecord } from "../../../tools/measure/sample/company-record";
import { contextJson } from "../../../tools/measure/sample/queue-message";
import { proxyEvent, REQUEST_ID, validBody } from "../../../tools/measure/sample/request";
import { inMemoryCompanies } from "../../helpers/in-memory-companies";
import { postBody, postEvent } from "../../helpers/router-env";
import { fixedId, START } from "../../helpers/time-and-chance";

const HANDLING = { api_request_id: "gateway-request", duration_ms: 12 };

const senderOf = { whatsapp: "447400654321", sms: "447400654322", email: "jobs@cucumber.example" };

for (const channel of ["whatsapp", "sms", "email"] as const)
  test(`accepts a request on ${channel}: one message in its queue, one line in the log`, async () => {
    const conversation_id = `ci-aaa-001#pi-aaa-001#${REQUEST_ID}#${senderOf[channel]}`;
    const { status, body, queued, lines } = await postBody(validBody({ request_data: { channel_method: channel } }));
    assert.is(status, 200);
    assert.equal(body, {
      status: "success",
      request_id: REQUEST_ID,
      conversation_id,
      message: "Request accepted and queued for processing",
      queue_timestamp: START,
    });
    assert.equal(
      queued.map((message) => ({ ...message, body: JSON.parse(message.body) })),
      [
        {
          channel,
          body: contextJson(channel),
          attributes: {
            channelMethod: channel,
            conversationId: conversation_id,
            routerTimestamp: START,
            ...(channel === "email" ? { recipientEmail: "ada@example.com" } : { recipientTel: "+447400123456" }),
          },
          groupId: "ci-aaa-001",
        },
      ],
    );
    assert.equal(lines, [
      {
        level: "info",
        event: "request_accepted",
        request_id: REQUEST_ID,
        conversation_id,
        company_id: "ci-aaa-001",
        project_id: "pi-aaa-001",
        channel,
        ...HANDLING,
      },
    ]);
  });

test("stores channel, number and email domain in their normal form", async () => {
  const written = { recipient_tel: "+44 (0)7400 123456", recipient_email: "Ada@EXAMPLE.Com" };
  const sms = await postBody(validBody({ request_data: { channel_method: "SMS" }, recipient_data: written }));
  const email = await postBody(validBody({ request_data: { channel_method: "Email" }, recipient_data: written }));
  const queued = [...sms.queued, ...email.queued].map((message) => JSON.parse(message.body).frontend_payload);
  assert.equal(
    queued.map(({ request_data, recipient_data }) => [
      request_data.channel_method,
      recipient_data.recipient_tel,
      recipient_data.recipient_email,
    ]),
    [
      ["sms", "+447400123456", "Ada@EXAMPLE.Com"],
      ["email", "+44 (0)7400 123456", "Ada@example.com"],
    ],
  );
  assert.equal(
    [...sms.queued, ...email.queued].map(({ attributes }) => attributes.recipientTel ?? attributes.recipientEmail),
    ["+447400123456", "Ada@example.com"],
  );
});

test("keeps unknown fields of recipient and project, and drops others", async () => {
  const { queued } = await postBody(
    validBody({
      company_data: { region: "dropped" },
      recipient_data: { pronouns: "kept" },
      request_data: { priority: "dropped" },
      project_data: { salary: "kept" },
      trace: "dropped",
    }),
  );
  const [message] = queued;
  const kept = validBody({ recipient_data: { pronouns: "kept" }, project_data: { salary: "kept" } });
  assert.equal(JSON.parse(message?.body ?? "null").frontend_payload, kept);
});

test("the historical API key in the body appears nowhere, accepted or not", async () => {
  const key = "historical-secret-key";
  const bodies = [
    validBody({ company_data: { api_key: key } }),
    validBody({ company_data: { api_key: key }, request_data: undefined }),
    validBody({ company_data: { api_key: { [key]: key }, company_id: undefined } }),
  ];
  const posted = await Promise.all(bodies.map((body) => postBody(body)));
  assert.equal(
    posted.map(({ status }) => status),
    [200, 400, 400],
  );
  for (const { text, queued, lines } of posted) assert.not.match(JSON.stringify([text, queued, lines]), key);
});

test("the caller's API key and its id appear nowhere", async () => {
  const accepted = await postEvent(proxyEvent());
  const foreign = await postEvent(proxyEvent({ apiKeyId: "key-id-zzz-009" }));
  assert.not.match(JSON.stringify([accepted, foreign]), /the-callers-secret-api-key|key-id-zzz-009/);
});

test("an unknown project and a foreign key get the same answer, and only the log says which", async () => {
  const unknown = await postBody(validBody(), { companies: inMemoryCompanies() });
  const foreign = await postBody(validBody(), {}, { apiKeyId: "key-id-zzz-009" });
  const keyless = await postBody(validBody(), {}, { apiKeyId: null });
  assert.is(unknown.body.message, "No such company and project for this API key");
  for (const other of [foreign, keyless])
    assert.equal([other.status, other.headers, other.text], [unknown.status, unknown.headers, unknown.text]);
  assert.equal(
    [unknown, foreign].map(({ lines }) => lines),
    ["no such company and project", "the API key is not one of the project's"].map((reason) => [
      {
        level: "info",
        event: "request_rejected",
        error_code: "COMPANY_NOT_FOUND",
        error_codes: [],
        request_id: REQUEST_ID,
        company_id: "ci-aaa-001",
        project_id: "pi-aaa-001",
        channel: "whatsapp",
        reason,
        ...HANDLING,
      },
    ]),
  );
});

test("while a key is being rotated both act for the project", async () => {
  const companies = inMemoryCompanies(companyRecord({ api_key_reference: ["old", "new"] }));
  const statuses = ["old", "new", "other"].map(
    async (apiKeyId) => (await postBody(validBody(), { companies }, { apiKeyId })).status,
  );
  assert.equal(await Promise.all(statuses), [200, 200, 404]);
});

test("a valid request id is echoed in a refusal, any other is replaced by a fresh UUID", async () => {
  const echoed = await postBody(validBody({ recipient_data: null }));
  assert.is(echoed.body.request_id, REQUEST_ID);
  const likeIt = [REQUEST_ID.toUpperCase(), { toString: REQUEST_ID }, [REQUEST_ID]];
  for (const request_id of [undefined, null, 5, "", "x", ...likeIt]) {
    const { body, lines } = await postBody(validBody({ request_data: { request_id } }));
    assert.equal(
      [body.request_id, lines.map((line) => line.request_id)],
      [fixedId(1), [fixedId(1)]],
      "what the caller is told is in the log",
    );
  }
  assert.is((await postBody("not JSON")).body.request_id, fixedId(1));
});

test("a body in base64 is read like another", async () => {
  const text = JSON.stringify(validBody({ project_data: { name: "é😀\uFFFE" } }));
  const plain = await postBody(text);
  const encoded = await postBody(Buffer.from(text).toString("base64"), {}, { isBase64Encoded: true });
  assert.equal([encoded.text, encoded.queued], [plain.text, plain.queued]);
});
