import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sendBySendGrid } from "../../../runtime/adapters/sendgrid-carrier";
import type { CarrierError, Outbound } from "../../../runtime/ports/carrier";
import type { FaultBody } from "../../../tools/providers/injected-faults/injected-fault";
import { type SendGridStandIn, startSendGrid } from "../../../tools/providers/sendgrid/start-sendgrid";
import { manualClock } from "../../helpers/time-and-chance";
import { outbound } from "./outbound";
import { deadUrl, startRawServer } from "./raw-server";

const credentials = {
  sendgrid_auth_value: "SG.the-key",
  sendgrid_from_email: "jobs@cucumber.example",
  sendgrid_from_name: "Cucumber Jobs",
  sendgrid_template_id: "d-00000000000000000000000000000001",
};

const email: Partial<Outbound> = { from: "jobs@cucumber.example", to: "ada@example.com" };

const send = (sendgridUrl: string, message: Partial<Outbound> = {}, key = credentials.sendgrid_auth_value) =>
  sendBySendGrid({ sendgridUrl, clock: manualClock("2026-11-20T12:00:00.000Z") })(
    { ...credentials, sendgrid_auth_value: key },
    outbound({ ...email, ...message }),
  )();

const test = suite<{ sendgrid: SendGridStandIn }>("sendgrid-carrier");

test.before.each(async (context) => {
  context.sendgrid = await startSendGrid({ events: "off", apiKeys: [credentials.sendgrid_auth_value] });
});
test.after.each(({ sendgrid }) => sendgrid.stop());

const mails = ({ ledger }: SendGridStandIn) => ledger.sends();

test("a mail goes out by template, with its variables, sender, reference and the way to unsubscribe", async ({
  sendgrid,
}) => {
  const result = await send(sendgrid.url, {
    subject: "Your application",
    fromName: "Cucumber",
    unsubscribeUrl: "https://cucumber.example/stop",
  });

  const [entry, ...more] = mails(sendgrid);
  assert.is(more.length, 0);
  assert.equal(result, E.right({ messageId: entry?.id, deliveryStatus: "accepted", text: undefined }));
  assert.ok(entry?.provider === "sendgrid");
  if (entry?.provider !== "sendgrid") return;
  const { to, from, fromName, templateId, variables, customArgs, headers } = entry;
  assert.equal(
    { to, from, fromName, templateId, variables, customArgs, headers },
    {
      to: "ada@example.com",
      from: "jobs@cucumber.example",
      fromName: "Cucumber",
      templateId: credentials.sendgrid_template_id,
      variables: { "1": "Ada", "2": "Healthcare Assistant", "3": "Do you drive?", subject: "Your application" },
      customArgs: { ref: "sealed" },
      headers: {
        "List-Unsubscribe": "<https://cucumber.example/stop>, <mailto:jobs@cucumber.example?subject=unsubscribe>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    },
  );
});

test("without them the sender's name is the secret's, and one unsubscribes by mail", async ({ sendgrid }) => {
  await send(sendgrid.url);

  const [entry] = mails(sendgrid);
  assert.equal(entry?.provider === "sendgrid" && [entry.fromName, entry.headers], [
    "Cucumber Jobs",
    { "List-Unsubscribe": "<mailto:jobs@cucumber.example?subject=unsubscribe>" },
  ]);
});

const notSent = (reason: string, retryAfterSeconds?: number): CarrierError => ({
  _tag: "NotSent",
  reason,
  retryAfterSeconds,
});

for (const [what, fault, expected, taken] of [
  ["throttling", { status: 429 }, notSent("too many requests (429)"), 0],
  [
    "throttling for some seconds",
    { status: 429, headers: { "retry-after": "7" } },
    notSent("too many requests (429)", 7),
    0,
  ],
  [
    "throttling until a date",
    { status: 429, headers: { "retry-after": "Fri, 20 Nov 2026 12:01:30 GMT" } },
    notSent("too many requests (429)", 90),
    0,
  ],
  [
    "a key that is not accepted",
    { status: 401 },
    { _tag: "CarrierUnauthorised", reason: "credentials refused (401)" },
    0,
  ],
  [
    "a sender that is not verified",
    { status: 403 },
    { _tag: "CarrierUnauthorised", reason: "credentials refused (403)" },
    0,
  ],
  ["a mail that is not acceptable", { status: 400 }, { _tag: "CarrierRefused", code: "400" }, 0],
  ["a mail that is too large", { status: 413 }, { _tag: "CarrierRefused", code: "413" }, 0],
  ["a timeout of the carrier's", { status: 408 }, { _tag: "OutcomeUnknown", reason: "the carrier timed out" }, 0],
  ["an internal error", { status: 500 }, notSent("the carrier answered 500"), 0],
  [
    "a service that is away, and says for how long",
    { status: 503, headers: { "retry-after": "30" } },
    notSent("the carrier answered 503", 30),
    0,
  ],
  ["a success of another kind", { malformed: true }, { _tag: "OutcomeUnknown", reason: "the carrier answered 200" }, 1],
] as const satisfies readonly (readonly [string, FaultBody, CarrierError, number])[]) {
  test(`${what} is ${expected._tag}`, async ({ sendgrid }) => {
    sendgrid.faults.add({ provider: "sendgrid", fault });

    const result = await send(sendgrid.url);

    assert.equal(result, E.left(expected));
    assert.equal([mails(sendgrid).length, mails(sendgrid).length + sendgrid.ledger.attempts().length], [taken, 1]);
  });
}

for (const [what, fault, taken] of [
  ["a reset before it was taken", { reset: "before" }, 0],
  ["a reset after it was taken", { reset: "after" }, 1],
  ["silence before it was taken", { hang: "before" }, 0],
  ["silence after it was taken", { hang: "after" }, 1],
] as const satisfies readonly (readonly [string, FaultBody, number])[]) {
  test(`${what} leaves the outcome unknown, and the call is made once`, async ({ sendgrid }) => {
    sendgrid.faults.add({ provider: "sendgrid", fault });

    const result = await send(sendgrid.url, { timeoutMs: 150 });

    assert.is(E.isLeft(result) && result.left._tag, "OutcomeUnknown");
    assert.equal([mails(sendgrid).length, mails(sendgrid).length + sendgrid.ledger.attempts().length], [taken, 1]);
  });
}

test("a redirect is not followed, and leaves the outcome unknown", async () => {
  const server = await startRawServer((socket) =>
    socket.end("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"),
  );
  const result = await send(server.url).finally(server.stop);

  assert.equal(result, E.left({ _tag: "OutcomeUnknown", reason: "the carrier answered 301" }));
});

test("a key that the account does not know is not accepted", async ({ sendgrid }) => {
  assert.equal(
    await send(sendgrid.url, {}, "SG.another"),
    E.left({ _tag: "CarrierUnauthorised", reason: "credentials refused (401)" }),
  );
});

test("a carrier that cannot be connected to was sent nothing", async () => {
  const result = await send(await deadUrl());

  assert.is(E.isLeft(result) && result.left._tag, "NotSent");
});

test("no reason quotes the carrier's words, the recipient or the key", async ({ sendgrid }) => {
  const body = { errors: [{ message: "no such ada@example.com", field: "SG.the-key" }] };
  for (const status of [400, 401, 429, 500]) {
    sendgrid.faults.add({ provider: "sendgrid", fault: { status, body } });
    const text = JSON.stringify(await send(sendgrid.url));
    for (const secret of ["no such", "ada@example.com", "SG.the-key"]) assert.not.match(text, secret);
  }
});

test.run();
