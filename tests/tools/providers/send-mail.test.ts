import { suite } from "uvu";
import * as assert from "uvu/assert";
import { keyFingerprint } from "../../../tools/providers/ledger/ledger-entry";
import { type SendGridStandIn, startSendGrid } from "../../../tools/providers/sendgrid/start-sendgrid";
import { rejection } from "./clients";
import { apiKey, mailClient } from "./mail-client";

const at = Date.UTC(2026, 10, 20, 11, 0, 0);
const templateId = "d-11111111111111111111111111111111";

const mail = {
  from: { email: "jobs@example.com", name: "Example Care" },
  replyTo: { email: "r1@reply.example.com" },
  templateId,
  personalizations: [
    {
      to: "ada@example.com",
      dynamicTemplateData: { subject: "Let's talk & <more>", "1": "Ada & Co", job: { role: "nurse" }, "2": null },
      customArgs: { attempt_id: "a-1" },
    },
  ],
  headers: { "List-Unsubscribe": "<https://example.com/u>" },
};

const test = suite<{ sendgrid: SendGridStandIn }>("send-mail");

test.before.each(async (context) => {
  context.sendgrid = await startSendGrid({
    apiKeys: [apiKey],
    events: "off",
    now: () => at,
  });
});
test.after.each(({ sendgrid }) => sendgrid.stop());

test("an accepted mail is answered 202 with its id and stands in the ledger, its template as the data that it is given", async ({
  sendgrid,
}) => {
  const [answer] = await mailClient(sendgrid.url).send(mail as never);
  const id: unknown = answer.headers["x-message-id"];
  assert.match(String(id), /^[\w-]{22}$/);
  assert.equal([answer.statusCode, answer.body], [202, ""]);
  assert.equal(sendgrid.ledger.entries(), [
    {
      seq: 1,
      provider: "sendgrid",
      kind: "email",
      at: "2026-11-20T11:00:00.000Z",
      id,
      account: keyFingerprint(apiKey),
      answered: "given",
      to: "ada@example.com",
      from: "jobs@example.com",
      fromName: "Example Care",
      replyTo: "r1@reply.example.com",
      templateId,
      variables: { subject: "Let's talk & <more>", "1": "Ada & Co", job: { role: "nurse" }, "2": null },
      subject: "Let&#x27;s talk &amp; &lt;more&gt;",
      renderedText: '1: Ada & Co\n2: \njob: {"role":"nurse"}',
      customArgs: { attempt_id: "a-1" },
      headers: { "List-Unsubscribe": "<https://example.com/u>" },
    },
  ]);
});

const post = async (url: string, body: unknown) => {
  const answer = await fetch(`${url}/v3/mail/send`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const { errors } = (await answer.json()) as { errors: readonly { field: string | null }[] };
  return { status: answer.status, fields: errors.map(({ field }) => field) };
};

const to = [{ email: "ada@example.com" }];
const templated = {
  from: { email: "jobs@example.com" },
  subject: "Hi",
  template_id: templateId,
  personalizations: [{ to }],
};

for (const [title, body, fields] of [
  ["a body that is not JSON", "{", [null]],
  ["no personalization", { ...templated, personalizations: [] }, ["personalizations"]],
  ["no recipient", { ...templated, personalizations: [{ to: [] }] }, ["personalizations.0.to"]],
  [
    "a bad recipient",
    { ...templated, personalizations: [{ to: [{ email: "ada" }] }] },
    ["personalizations.0.to.0.email"],
  ],
  ["two recipients", { ...templated, personalizations: [{ to: [...to, ...to] }] }, ["personalizations.0.to"]],
  ["two messages", { ...templated, personalizations: [{ to }, { to }] }, ["personalizations"]],
  ["no sender", { ...templated, from: {} }, ["from.email"]],
  ["a template id of another kind", { ...templated, template_id: "x-1" }, ["template_id"]],
  ["no template id", { ...templated, template_id: undefined }, ["template_id"]],
  [
    "an argument that is no string",
    { ...templated, personalizations: [{ to, custom_args: { n: 1 } }] },
    ["personalizations.0.custom_args"],
  ],
  ["a field that we do not send", { ...templated, send_at: 1 }, ["send_at"]],
  ["two faults at once", { ...templated, from: {}, template_id: "x" }, ["from.email", "template_id"]],
] as const) {
  test(`${title} is refused at ${fields.join(" and ")}`, async ({ sendgrid }) => {
    assert.equal(await post(sendgrid.url, body), { status: 400, fields });
    assert.equal(sendgrid.ledger.entries(), []);
    assert.equal(
      sendgrid.ledger.attempts().map(({ status }) => status),
      [400],
    );
  });
}

test("a revoked key is 401, in SendGrid's shape", async ({ sendgrid }) => {
  const { code, response } = await rejection(
    mailClient(sendgrid.url, "SG.revoked").send(mail as never),
    "code",
    "response",
  );
  assert.equal(
    [code, (response as { body: unknown }).body],
    [
      401,
      {
        errors: [
          { message: "The provided authorization grant is invalid, expired, or revoked", field: null, help: null },
        ],
      },
    ],
  );
});

for (const [title, fault, seen, sends] of [
  ["an error before acceptance", { status: 503 }, { code: 503 }, 0],
  ["a reset after acceptance", { reset: "after" }, { code: "ECONNRESET" }, 1],
  ["a hang after acceptance", { hang: "after" }, { code: "ECONNABORTED" }, 1],
  ["an error after acceptance", { acceptThenStatus: 502 }, { code: 502 }, 1],
] as const) {
  test(`${title} leaves the truth in the ledger`, async ({ sendgrid }) => {
    const client = mailClient(sendgrid.url);
    client.setTimeout(1000);
    sendgrid.faults.add({ provider: "sendgrid", match: { to: "ADA@example.com" }, fault });
    assert.equal(await rejection(client.send(mail as never), "code"), seen);
    assert.is(sendgrid.ledger.sends("ada@example.com").length, sends);
  });
}
