import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { sendByTwilio } from "../../../runtime/adapters/twilio-carrier";
import { listByTwilio, rememberedTemplates, templateByTwilio } from "../../../runtime/adapters/twilio-lookup";
import type { CarrierSilent, TemplateVariables } from "../../../runtime/ports/carrier";
import type { FaultBody } from "../../../tools/providers/injected-faults/injected-fault";
import { startTwilio, type TwilioStandIn } from "../../../tools/providers/twilio/start-twilio";
import { manualClock } from "../../helpers/time-and-chance";
import { outbound } from "./outbound";
import { answerOf, deadUrl, withRawServer } from "./raw-server";

const accountCredentials = { twilio_account_sid: `AC${"a".repeat(32)}`, twilio_auth_token: "token" };
const NOW = "2026-11-20T12:00:00.000Z";

const options = (twilioUrl: string, addressPrefix: string) => ({ twilioUrl, addressPrefix, clock: manualClock(NOW) });

const list = (twilioUrl: string, { timeoutMs = 2_000, since = NOW, clock = manualClock(NOW) } = {}) =>
  listByTwilio({ ...options(twilioUrl, ""), clock })(accountCredentials, {
    from: "+447400654321",
    to: "+447400123456",
    attemptId: "attempt-1",
    since: new Date(since),
    timeoutMs,
  })();

const send = ({ url }: TwilioStandIn, prefix: string, to = "+447400123456") =>
  sendByTwilio(options(url, prefix))(accountCredentials, outbound({ to, variables: { body: "Hello" } }))();

const testTwilioListing = suite<{ twilio: TwilioStandIn }>("twilio-listing");

testTwilioListing.before.each(async (context) => {
  context.twilio = await startTwilio({ receipts: "off", now: () => Date.parse(NOW) });
});
testTwilioListing.after.each(({ twilio }) => twilio.stop());

testTwilioListing("messages from one number to another are listed, of the channel alone", async ({ twilio }) => {
  await send(twilio, "");
  await send(twilio, "whatsapp:");
  await send(twilio, "", "+447400123457");

  const [sms] = twilio.ledger.sends();
  assert.equal(
    await list(twilio.url),
    E.right([
      { messageId: sms?.id, deliveryStatus: "queued", text: "Hello", errorCode: undefined, createdAt: new Date(NOW) },
    ]),
  );
});

testTwilioListing("where there is none, the list is empty", async ({ twilio }) => {
  assert.equal(await list(twilio.url), E.right([]));
});

testTwilioListing("what Twilio itself answers to a keyword is no message of ours", async ({ twilio }) => {
  const sender = { address: "+447400654321", accountSid: accountCredentials.twilio_account_sid, authToken: "token" };
  twilio.setSenders([{ ...sender, url: await deadUrl() }]);
  twilio.receive({ from: "+447400123456", to: sender.address, content: { kind: "text", text: "HELP" } });
  assert.equal(twilio.messages().at(-1)?.direction, "outbound-reply");
  assert.equal(await list(twilio.url), E.right([]));
});

const sendMany = async (twilio: TwilioStandIn, count: number) => {
  for (let n = 0; n < count; n += 1) await send(twilio, "");
};

testTwilioListing(
  "more than one page is read, until one ends before the time that is asked for",
  async ({ twilio }) => {
    await sendMany(twilio, 1_001);
    for (const [since, ids] of [
      ["2026-11-20T12:00:00.000Z", 1_001],
      ["2026-11-20T12:00:01.000Z", 1_000],
    ] as const) {
      const listed = await list(twilio.url, { since });
      assert.is(E.isRight(listed) && new Set(listed.right.map(({ messageId }) => messageId)).size, ids);
    }
  },
);

testTwilioListing("a list without an end within the time for it is none", async ({ twilio }) => {
  await sendMany(twilio, 1_001);
  const clock = manualClock(NOW);
  const hurried = () => {
    clock.advance(10_000);
    return clock.now();
  };
  assert.equal(
    await list(twilio.url, { timeoutMs: 5_000, clock: { ...clock, now: hurried } }),
    E.left({ _tag: "CarrierSilent", reason: "the list has no end within the time for it" }),
  );
});

for (const [what, fault] of [
  ["throttling", { code: 20429 }],
  ["an internal error", { status: 500 }],
  ["wrong credentials", { code: 20003 }],
  ["broken JSON", { malformed: true }],
  ["a reset", { reset: "after" }],
  ["silence", { hang: "after" }],
] as const satisfies readonly (readonly [string, FaultBody])[])
  testTwilioListing(`${what} is no list: nothing follows from it`, async ({ twilio }) => {
    await send(twilio, "");
    twilio.faults.add({ provider: "twilio", operation: "messages.list", fault });
    const result = await list(twilio.url, { timeoutMs: 150 });
    assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
    assert.not.match(JSON.stringify(result), "447400123456");
  });

testTwilioListing("no connection is no list", async () => {
  const result = await list(await deadUrl());
  assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
});

const SID = "HX00000000000000000000000000000001";
const WITHOUT = `HX${"2".repeat(32)}`;
const credentials = {
  twilio_account_sid: `AC${"a".repeat(32)}`,
  twilio_auth_token: "the-token",
  twilio_template_sid: SID,
};

const template = (variables: Readonly<Record<string, string>>) => ({
  friendly_name: "first_contact",
  language: "en",
  variables,
  types: { "twilio/text": { body: "Hello {{1}}" } },
});

const variablesOf = (twilioUrl: string, overrides = {}, timeoutMs = 2_000) =>
  templateByTwilio(twilioUrl)({ ...credentials, ...overrides }, timeoutMs)();

const silent = (reason: string) => E.left({ _tag: "CarrierSilent", reason: `template: ${reason}` });

const testTwilioTemplate = suite<{ twilio: TwilioStandIn }>("twilio-template");

testTwilioTemplate.before.each(async (context) => {
  context.twilio = await startTwilio({
    receipts: "off",
    accounts: { [credentials.twilio_account_sid]: credentials.twilio_auth_token },
    templates: { [SID]: template({ "2": "Nurse", "1": "Ada", name: "" }), [WITHOUT]: template({}) },
  });
});
testTwilioTemplate.after.each(({ twilio }) => twilio.stop());

testTwilioTemplate("the variables of a template are told by name", async ({ twilio }) => {
  const found = await variablesOf(twilio.url);
  assert.equal(E.isRight(found) && [...(found.right ?? [])].sort(), ["1", "2", "name"]);
});

testTwilioTemplate("a template may have none", async ({ twilio }) => {
  assert.equal(await variablesOf(twilio.url, { twilio_template_sid: WITHOUT }), E.right([]));
});

testTwilioTemplate(
  "a template that Twilio does not know is the setup's fault, and told as such",
  async ({ twilio }) => {
    const unknown = { twilio_template_sid: `HX${"3".repeat(32)}` };
    assert.equal(
      await variablesOf(twilio.url, unknown),
      E.left({ _tag: "TemplateRefused", reason: "template: unknown to the account (20404)" }),
    );
  },
);

testTwilioTemplate("a proxy's page tells nothing of the template", async () => {
  for (const status of ["404 Not Found", "400 Bad Request"])
    await withRawServer(answerOf("<html>", status), async ({ url }) => {
      assert.equal(await variablesOf(url), silent(`status ${status.slice(0, 3)}`));
    });
});

testTwilioTemplate("a request that cannot be made is the setup's fault", async ({ twilio }) => {
  const found = await templateByTwilio(twilio.url)(credentials, 16.5)();
  assert.is(E.isLeft(found) && found.left._tag, "TemplateRefused");
});

testTwilioTemplate("without a template nothing is asked", async () => {
  const { twilio_template_sid: _, ...others } = credentials;
  const found = await templateByTwilio(await deadUrl())(others, 2_000)();
  assert.equal(found, E.right(undefined));
});

testTwilioTemplate("credentials that are not accepted tell nothing about the template", async ({ twilio }) => {
  assert.equal(await variablesOf(twilio.url, { twilio_auth_token: "another" }), E.right(undefined));
});

testTwilioTemplate("an id cannot lead to another path", async () => {
  await withRawServer(answerOf("", "404 Not Found"), async ({ url, received }) => {
    await variablesOf(url, { twilio_template_sid: "../Accounts?a=b#" });
    assert.match(received[0] ?? "", /^GET \/v1\/Content\/\.\.%2FAccounts%3Fa%3Db%23 HTTP\/1\.1\r\n/);
  });
});

for (const [what, fault, expected] of [
  ["throttling", { status: 429 }, silent("status 429")],
  ["an internal error", { status: 500 }, silent("status 500")],
  ["broken JSON", { malformed: true }, silent("malformed answer")],
] as const satisfies readonly (readonly [string, FaultBody, unknown])[])
  testTwilioTemplate(`${what} tells nothing`, async ({ twilio }) => {
    twilio.faults.add({ provider: "twilio", operation: "content.fetch", fault });
    assert.equal(await variablesOf(twilio.url), expected);
    assert.ok(E.isRight(await variablesOf(twilio.url)), "and the next try succeeds");
  });

for (const fault of [{ reset: "after" }, { hang: "after" }] as const)
  testTwilioTemplate(`no answer tells nothing, and no secret: ${JSON.stringify(fault)}`, async ({ twilio }) => {
    twilio.faults.add({ provider: "twilio", operation: "content.fetch", fault });
    const result = await variablesOf(twilio.url, {}, 150);
    assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
    assert.not.match(JSON.stringify(result), "the-token");
  });

for (const [what, body, expected] of [
  ["no variables", "{}", "variables"],
  ["a list of variables", '{"variables":["1"]}', "variables"],
  ["another form", "[]", ""],
] as const)
  testTwilioTemplate(`an answer with ${what} is none`, async () => {
    const result = await withRawServer(answerOf(body), ({ url }) => variablesOf(url));
    assert.is(E.isLeft(result) && result.left._tag, "CarrierSilent");
    assert.match(E.isLeft(result) ? result.left.reason : "", expected);
  });

testTwilioTemplate("an answer with null for variables means that there are none", async () => {
  const found = await withRawServer(answerOf('{"variables":null}'), ({ url }) => variablesOf(url));
  assert.equal(found, E.right([]));
});

const testRememberedTemplates = suite("remembered-templates");

const TEN_MINUTES_MS = 600_000;

const carrierSilent: E.Either<CarrierSilent, TemplateVariables> = E.left({
  _tag: "CarrierSilent",
  reason: "status 503",
});

const fetching = (...answers: readonly E.Either<CarrierSilent, TemplateVariables>[]) => {
  const clock = manualClock();
  const calls: string[] = [];
  const ask = rememberedTemplates(
    ({ twilio_account_sid, twilio_template_sid }) =>
      TE.flatten(
        TE.fromIO(() => {
          calls.push(`${twilio_account_sid} ${twilio_template_sid}`);
          return TE.fromEither(answers[calls.length - 1] ?? E.right([`answer ${calls.length}`]));
        }),
      ),
    clock,
  );
  return {
    ask: (twilio_account_sid: string, twilio_template_sid: string) =>
      ask({ twilio_account_sid, twilio_auth_token: "token", twilio_template_sid }, 1_000)(),
    calls,
    clock,
  };
};

testRememberedTemplates("each account and each template is remembered by itself", async () => {
  const { ask } = fetching();
  for (const _ of ["first", "again"]) {
    assert.equal(await ask("AC1", "HX1"), E.right(["answer 1"]));
    assert.equal(await ask("AC1", "HX2"), E.right(["answer 2"]));
    assert.equal(await ask("AC2", "HX1"), E.right(["answer 3"]));
  }
});

testRememberedTemplates("a failure is not remembered, nor does it push out what is", async () => {
  const { ask, clock } = fetching(carrierSilent, E.right(["1"]), carrierSilent);
  assert.equal(await ask("AC1", "HX1"), carrierSilent);
  assert.equal(await ask("AC1", "HX1"), E.right(["1"]));
  clock.advance(TEN_MINUTES_MS);
  assert.equal(await ask("AC1", "HX1"), carrierSilent);
  assert.equal(await ask("AC1", "HX1"), E.right(["answer 4"]));
});

testRememberedTemplates("what Twilio refuses to tell is asked again: the secret may be mended by then", async () => {
  const { ask } = fetching(E.right(undefined));
  assert.equal([await ask("AC1", "HX1"), await ask("AC1", "HX1")], [E.right(undefined), E.right(["answer 2"])]);
});
