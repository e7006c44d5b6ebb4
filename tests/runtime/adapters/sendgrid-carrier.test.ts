import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sendBySendGrid } from "../../../runtime/adapters/sendgrid-carrier";
import type { CarrierError, Outbound } from "../../../runtime/ports/carrier";
import type { FaultBody } from "../../../tools/providers/injected-faults/injected-fault";
import { type SendGridStandIn, startSendGrid } from "../../../tools/providers/sendgrid/start-sendgrid";
import { manualClock } from "../../helpers/time-and-chance";
import { notSent, outbound, outcomeUnknown, refusedWith, setupRefused, unauthorised } from "./outbound";
import { answerOf, deadUrl, withRawServer } from "./raw-server";

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

test("with a mailbox for each, one answers to one and unsubscribes by the other, and SendGrid puts in no link of its own", async () => {
  const posted = await withRawServer(answerOf("", "202 Accepted"), async ({ url, received }) => {
    await send(url, {
      unsubscribeUrl: "https://api.example.com/unsubscribe/ref",
      unsubscribeAddress: "u1@reply.example.com",
      replyTo: "r1@reply.example.com",
    });
    return JSON.parse(received[0]?.split("\r\n\r\n")[1] ?? "");
  });
  const { reply_to, headers, tracking_settings } = posted;
  assert.equal(
    { reply_to, headers, tracking_settings },
    {
      reply_to: { email: "r1@reply.example.com" },
      headers: {
        "List-Unsubscribe":
          "<https://api.example.com/unsubscribe/ref>, <mailto:u1@reply.example.com?subject=unsubscribe>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
      tracking_settings: { subscription_tracking: { enable: false } },
    },
  );
});

test("the assistant's subject goes out, in one line, before the project's", async ({ sendgrid }) => {
  const subjects = async (message: Partial<Outbound>) => {
    await send(sendgrid.url, message);
    const entry = mails(sendgrid).at(-1);
    return entry?.provider === "sendgrid" && [entry.subject, entry.variables.subject];
  };
  const own = { "1": "Ada", subject: "Can you\r\ndrive?" };
  assert.equal(await subjects({ subject: "The project's", variables: own }), ["Can you drive?", "Can you drive?"]);
  assert.equal(await subjects({ variables: own }), ["Can you drive?", "Can you drive?"]);
});

/** Answers of each meaning; which answer means what is the table's, in `carrier-answers.json`. */
const failures: readonly (readonly [string, FaultBody, CarrierError, taken?: number])[] = [
  [
    "throttling for some seconds",
    { status: 429, headers: { "retry-after": "7" } },
    notSent("too many requests (429)", 7),
  ],
  ["a key that is not accepted", { status: 401 }, unauthorised("401")],
  [
    "a sender that is not verified",
    { status: 403, body: { errors: [{ field: "from", message: "x" }] } },
    setupRefused("the sender is not accepted (403, from)"),
  ],
  ["a mail that is too large", { status: 413 }, refusedWith("413")],
  [
    "a service that is away, and says for how long",
    { status: 503, headers: { "retry-after": "30" } },
    notSent("the carrier answered 503", 30),
  ],
  ["a success of another kind", { malformed: true }, outcomeUnknown("the carrier answered 200"), 1],
];

for (const [what, fault, expected, taken = 0] of failures)
  test(`${what} is ${expected._tag}`, async ({ sendgrid }) => {
    sendgrid.faults.add({ provider: "sendgrid", fault });
    assert.equal(await send(sendgrid.url), E.left(expected));
    assert.equal([mails(sendgrid).length, sendgrid.ledger.attempts().length], [taken, 1 - taken]);
  });

for (const [what, fault, taken] of [
  ["a reset before it was taken", { reset: "before" }, 0],
  ["a reset after it was taken", { reset: "after" }, 1],
  ["silence before it was taken", { hang: "before" }, 0],
  ["silence after it was taken", { hang: "after" }, 1],
] as const satisfies readonly (readonly [string, FaultBody, number])[])
  test(`${what} leaves the outcome unknown, and the call is made once`, async ({ sendgrid }) => {
    sendgrid.faults.add({ provider: "sendgrid", fault });
    const result = await send(sendgrid.url, { timeoutMs: 150 });
    assert.is(E.isLeft(result) && result.left._tag, "OutcomeUnknown");
    assert.equal([mails(sendgrid).length, sendgrid.ledger.attempts().length], [taken, 1 - taken]);
  });

test("a redirect is not followed, and leaves the outcome unknown", async () => {
  const moved = answerOf("", "301 Moved", "Location: http://127.0.0.1:9/");
  const result = await withRawServer(moved, ({ url }) => send(url));
  assert.equal(result, E.left(outcomeUnknown("the carrier answered 301")));
});

test("a key that the account does not know is not accepted", async ({ sendgrid }) => {
  assert.equal(await send(sendgrid.url, {}, "SG.another"), E.left(unauthorised("401")));
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
