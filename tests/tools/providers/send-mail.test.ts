import { suite } from "uvu";
import * as assert from "uvu/assert";
import { keyFingerprint } from "../../../tools/providers/ledger/ledger-entry";
import { type SendGridStandIn, startSendGrid } from "../../../tools/providers/sendgrid/start-sendgrid";
import { apiKey, mailClient } from "./mail-client";
import { rejection } from "./rejection";

const at = Date.UTC(2026, 10, 20, 11, 0, 0);
const templateId = "d-11111111111111111111111111111111";

const mail = {
  from: { email: "jobs@example.com", name: "Example Care" },
  templateId,
  personalizations: [
    {
      to: "ada@example.com",
      dynamicTemplateData: { first: "Ada & Co", job: { role: "nurse" } },
      customArgs: { attempt_id: "a-1" },
    },
  ],
  headers: { "List-Unsubscribe": "<https://example.com/u>" },
};

const test = suite<{ sendgrid: SendGridStandIn; warnings: string[] }>("send-mail");

test.before.each(async (context) => {
  const warnings: string[] = [];
  context.warnings = warnings;
  context.sendgrid = await startSendGrid({
    templates: {
      [templateId]: {
        subject: "About the {{job.role}} role",
        text: "Hello {{first}}, {{missing}}bye",
        html: "<p>Hello {{first}}, {{{first}}}</p>",
      },
    },
    rejectKeys: ["SG.revoked"],
    verifiedSenders: ["jobs@example.com"],
    events: "off",
    now: () => at,
    warn: (text) => warnings.push(text),
  });
});
test.after.each(({ sendgrid }) => sendgrid.stop());

test("an accepted mail is answered 202 with its id and stands rendered in the ledger", async ({ sendgrid }) => {
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
      templateId,
      variables: { first: "Ada & Co", job: { role: "nurse" } },
      subject: "About the nurse role",
      renderedText: "Hello Ada & Co, bye",
      renderedHtml: "<p>Hello Ada &#38; Co, Ada & Co</p>",
      customArgs: { attempt_id: "a-1" },
      headers: { "List-Unsubscribe": "<https://example.com/u>" },
    },
  ]);
});

test("a template that is not registered prints the data that it is given", async ({ sendgrid }) => {
  await mailClient(sendgrid.url).send({
    from: "jobs@example.com",
    templateId: "d-2",
    to: "ada@example.com",
    dynamicTemplateData: { subject: "Hello", "1": "Ada", "2": "nurse" },
  });
  const [sent] = sendgrid.ledger.byProvider("sendgrid");
  assert.ok(sent?.provider === "sendgrid");
  assert.equal([sent.subject, sent.renderedText], ["Hello", "1: Ada\n2: nurse"]);
});

test("content without a template is taken as it is, once per recipient", async ({ sendgrid }) => {
  await mailClient(sendgrid.url).send({
    from: "jobs@example.com",
    to: ["ada@example.com", "Bob@example.com"],
    subject: "Hi",
    html: "<p>Hello <b>you</b></p>",
  });
  const [bob] = sendgrid.ledger.sends("bob@EXAMPLE.com");
  assert.ok(bob?.provider === "sendgrid");
  assert.equal([bob.subject, bob.renderedText, bob.renderedHtml], ["Hi", "Hello you", "<p>Hello <b>you</b></p>"]);
  assert.is(sendgrid.ledger.sends().length, 2);
});

test("the sandbox answers 200 and sends nothing", async ({ sendgrid }) => {
  const [answer] = await mailClient(sendgrid.url).send({
    from: "jobs@example.com",
    to: "ada@example.com",
    subject: "Hi",
    text: "Hello",
    mailSettings: { sandboxMode: { enable: true } },
  });
  assert.equal([answer.statusCode, sendgrid.ledger.entries()], [200, []]);
});

test("what is accepted but not simulated is said once", async ({ sendgrid, warnings }) => {
  const early = { from: "jobs@example.com", to: "ada@example.com", subject: "Hi", text: "Hello", sendAt: 1 };
  await mailClient(sendgrid.url).send(early);
  await mailClient(sendgrid.url).send(early);
  assert.equal(warnings, ['the sendgrid stand-in accepts "send_at" but does nothing with it (said once)']);
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
const plain = {
  from: { email: "jobs@example.com" },
  subject: "Hi",
  content: [{ type: "text/plain", value: "Hello" }],
  personalizations: [{ to }],
};

for (const [title, body, fields] of [
  ["a body that is not JSON", "{", [null]],
  ["no personalization", { ...plain, personalizations: [] }, ["personalizations"]],
  ["no recipient", { ...plain, personalizations: [{ to: [] }] }, ["personalizations.0.to"]],
  ["a bad recipient", { ...plain, personalizations: [{ to: [{ email: "ada" }] }] }, ["personalizations.0.to.0.email"]],
  ["a recipient twice", { ...plain, personalizations: [{ to, cc: to }] }, ["personalizations.0"]],
  ["no sender", { ...plain, from: {} }, ["from.email"]],
  ["no subject", { ...plain, subject: undefined }, ["subject"]],
  ["no content", { ...plain, content: [] }, ["content"]],
  ["empty content", { ...plain, content: [{ type: "text/plain", value: "" }] }, ["content.0.value"]],
  ["a template id of another kind", { ...plain, template_id: "x-1" }, ["template_id"]],
  ["an argument that is no string", { ...plain, custom_args: { n: 1 } }, ["custom_args"]],
  ["an unknown field", { ...plain, colour: "red" }, ["colour"]],
  ["two faults at once", { ...plain, from: {}, content: [] }, ["from.email", "content"]],
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

test("an unknown sender is 403 and a revoked key is 401, in SendGrid's shape", async ({ sendgrid }) => {
  const foreign = mailClient(sendgrid.url).send({ ...mail, from: "other@example.com" } as never);
  const revoked = mailClient(sendgrid.url, "SG.revoked").send(mail as never);
  const refusals = [await rejection(foreign, "code", "response"), await rejection(revoked, "code", "response")];
  assert.equal(
    refusals.map(({ code, response }) => ({ code, body: (response as { body: unknown }).body })),
    [
      {
        code: 403,
        body: {
          errors: [
            {
              message:
                "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.",
              field: "from",
              help: null,
            },
          ],
        },
      },
      {
        code: 401,
        body: {
          errors: [
            { message: "The provided authorization grant is invalid, expired, or revoked", field: null, help: null },
          ],
        },
      },
    ],
  );
});

test("a template with more of Handlebars than names is refused by its id", async ({ sendgrid }) => {
  assert.throws(
    () => sendgrid.setTemplate("d-3", { subject: "Hi", text: "{{#if a}}x{{/if}}" }),
    "template d-3: {{#if a} in its text is not supported, only {{name}} is",
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

test.run();
