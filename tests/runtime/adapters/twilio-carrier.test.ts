import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sendByTwilio } from "../../../runtime/adapters/twilio-carrier";
import type { CarrierError, Outbound } from "../../../runtime/ports/carrier";
import type { FaultBody } from "../../../tools/providers/injected-faults/injected-fault";
import { startTwilio, type TwilioStandIn } from "../../../tools/providers/twilio/start-twilio";
import { manualClock } from "../../helpers/time-and-chance";
import { notSent, outbound, outcomeUnknown, refusedWith, setupRefused, unauthorised } from "./outbound";
import { answerOf, deadUrl, withRawServer } from "./raw-server";

const credentials = {
  twilio_account_sid: `AC${"a".repeat(32)}`,
  twilio_auth_token: "the-token",
  twilio_template_sid: "HX00000000000000000000000000000001",
};

const sender = (twilioUrl: string, addressPrefix = "whatsapp:") =>
  sendByTwilio({ twilioUrl, addressPrefix, clock: manualClock("2026-11-20T12:00:00.000Z") });

const send = (twilioUrl: string, message: Partial<Outbound> = {}) =>
  sender(twilioUrl)(credentials, outbound(message))();

const test = suite<{ twilio: TwilioStandIn }>("twilio-carrier");

test.before.each(async (context) => {
  context.twilio = await startTwilio({
    receipts: "off",
    accounts: { [credentials.twilio_account_sid]: credentials.twilio_auth_token },
  });
});
test.after.each(({ twilio }) => twilio.stop());

const accepted = (twilio: TwilioStandIn) => twilio.ledger.sends();

test("a WhatsApp template goes out with its variables and the address for receipts", async ({ twilio }) => {
  const result = await send(twilio.url);

  const [entry, ...more] = accepted(twilio);
  assert.is(more.length, 0);
  const text = "Hello Ada, thank you for your interest in the Healthcare Assistant role. Do you drive?";
  assert.equal(result, E.right({ messageId: entry?.id, deliveryStatus: "queued", text, errorCode: undefined }));
  assert.ok(entry?.provider === "twilio");
  const { seq, at, id, ...told } = entry ?? {};
  assert.equal(told, {
    provider: "twilio",
    kind: "whatsapp",
    account: credentials.twilio_account_sid,
    answered: "given",
    to: "whatsapp:+447400123456",
    from: "whatsapp:+447400654321",
    contentSid: credentials.twilio_template_sid,
    variables: { "1": "Ada", "2": "Healthcare Assistant", "3": "Do you drive?" },
    samplesUsed: [],
    renderedText: text,
    statusCallback: "https://api.example.com/dev/receipts/twilio/sealed#rc=5&rp=all",
  });
});

test("an SMS has no prefix, and without a template the text itself", async ({ twilio }) => {
  const { twilio_template_sid: _, ...account } = credentials;
  const message = outbound({ variables: { body: "Hello Ada" } });

  const result = await sender(twilio.url, "")(account, message)();

  const [entry] = accepted(twilio);
  assert.equal(
    [entry?.kind, entry?.to, entry?.from, entry?.provider === "twilio" && entry.contentSid, entry?.renderedText],
    ["sms", "+447400123456", "+447400654321", null, "Hello Ada"],
  );
  assert.equal(E.isRight(result) && result.right.text, "Hello Ada");
});

test("variables with any letters arrive as they are", async ({ twilio }) => {
  const variables = { "1": 'Zoë "&=+%', "2": "👩‍⚕️ \\ {{1}}", "3": "x" };
  await send(twilio.url, { variables });

  const [entry] = accepted(twilio);
  assert.equal(entry?.variables, variables);
});

/** Answers of each meaning, through the SDK; which answer means what is the table's, in `carrier-answers.json`. */
const failures: readonly (readonly [string, FaultBody, CarrierError, taken?: number])[] = [
  [
    "throttling until a date",
    { code: 20429, headers: { "retry-after": "Fri, 20 Nov 2026 12:01:30 GMT" } },
    notSent("too many requests (20429)", 90),
  ],
  ["a full queue of the sender", { code: 21611 }, notSent("too many requests (21611)")],
  [
    "throttling with a page instead of JSON",
    { status: 429, body: "<html>+447400123456</html>" },
    notSent("too many requests (429)"),
  ],
  ["credentials that are not accepted", { code: 20003 }, unauthorised("20003")],
  ["a sender of another account", { code: 21606 }, setupRefused("the sender is not accepted (21606)")],
  ["a recipient who has opted out", { code: 21610 }, refusedWith("21610")],
  [
    "a refusal in RFC 9457's form",
    { status: 400, body: { type: "t", title: "+447400123456", status: 400, code: 21610 } },
    refusedWith("21610"),
  ],
  ["a proxy's page", { status: 404, body: "<html>" }, notSent("an answer that is not the carrier's (404)")],
  [
    "an error whose body tells another status",
    { status: 502, body: { type: "t", title: "t", status: 400, code: 1 } },
    outcomeUnknown("the carrier answered 502"),
  ],
  ["an internal error after it was taken", { acceptThenStatus: 500 }, outcomeUnknown("the carrier answered 500"), 1],
];

for (const [what, fault, expected, taken = 0] of failures)
  test(`${what} is ${expected._tag}`, async ({ twilio }) => {
    twilio.faults.add({ provider: "twilio", operation: "messages.create", fault });
    assert.equal(await send(twilio.url), E.left(expected));
    assert.equal([accepted(twilio).length, twilio.ledger.attempts().length], [taken, 1 - taken]);
  });

for (const [what, fault, taken] of [
  ["broken JSON after it was taken", { malformed: true }, 1],
  ["a reset before it was taken", { reset: "before" }, 0],
  ["a reset after it was taken", { reset: "after" }, 1],
  ["silence before it was taken", { hang: "before" }, 0],
  ["silence after it was taken", { hang: "after" }, 1],
] as const satisfies readonly (readonly [string, FaultBody, number])[])
  test(`${what} leaves the outcome unknown, and the call is made once`, async ({ twilio }) => {
    twilio.faults.add({ provider: "twilio", operation: "messages.create", fault });
    const result = await send(twilio.url, { timeoutMs: 150 });
    assert.is(E.isLeft(result) && result.left._tag, "OutcomeUnknown");
    assert.equal([accepted(twilio).length, twilio.ledger.attempts().length], [taken, 1 - taken]);
  });

for (const body of ["{}", '{"sid":null}', '{"sid":""}', "null", "[]", ""])
  test(`success that names no message (${body || "nothing"}) leaves the outcome unknown`, async () => {
    const result = await withRawServer(answerOf(body, "201 Created"), ({ url }) => send(url));
    assert.is(E.isLeft(result) && result.left._tag, "OutcomeUnknown");
  });

test("a message that failed at once is taken, with Twilio's code", async () => {
  const body = '{"sid":"SM1","status":"failed","body":"","error_code":63024}';
  const result = await withRawServer(answerOf(body, "201 Created"), ({ url }) => send(url));
  assert.equal(result, E.right({ messageId: "SM1", deliveryStatus: "failed", text: undefined, errorCode: "63024" }));
});

test("wrong credentials are not accepted by the account itself", async ({ twilio }) => {
  const result = await sender(twilio.url)({ ...credentials, twilio_auth_token: "another" }, outbound())();
  assert.equal(result, E.left(unauthorised("20003")));
});

test("a carrier that cannot be connected to was sent nothing", async () => {
  const result = await send(await deadUrl());
  assert.is(E.isLeft(result) && result.left._tag, "NotSent");
});

test("no reason quotes the carrier's words, the recipient or the token", async ({ twilio }) => {
  const words = { code: 20429, message: "slow down, +447400123456, the-token", more_info: "x", status: 429 };
  for (const fault of [
    { code: 20429, body: words },
    { status: 500, body: words },
    { code: 20003, body: words },
    { malformed: true },
  ] as const) {
    twilio.faults.add({ provider: "twilio", operation: "messages.create", fault });
    const text = JSON.stringify(await send(twilio.url));
    for (const secret of ["slow down", "447400123456", "the-token"]) assert.not.match(text, secret);
  }
});
