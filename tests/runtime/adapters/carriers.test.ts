import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Providers, startProviders } from "../../../local/providers/start-providers";
import { carriers } from "../../../runtime/adapters/carriers";
import type { CarrierCredentials } from "../../../runtime/secrets/carrier-credentials";
import { manualClock } from "../../helpers/manual-clock";
import { outbound } from "./outbound";

const twilio: CarrierCredentials = {
  _tag: "Twilio",
  twilio_account_sid: `AC${"a".repeat(32)}`,
  twilio_auth_token: "token",
  twilio_template_sid: "HX00000000000000000000000000000001",
};
const sendgrid: CarrierCredentials = {
  _tag: "SendGrid",
  sendgrid_auth_value: "SG.key",
  sendgrid_from_email: "jobs@cucumber.example",
  sendgrid_from_name: "Cucumber",
  sendgrid_template_id: "d-1",
};
const simulated: CarrierCredentials = { _tag: "Simulated" };
const email = outbound({ from: "jobs@cucumber.example", to: "ada@example.com" });
const inquiry = { from: "+447400654321", to: "+447400123456", attemptId: "attempt-1", timeoutMs: 2_000 };

const test = suite<{ providers: Providers }>("carriers");

test.before.each(async (context) => {
  context.providers = await startProviders({ twilio: { receipts: "off" }, sendgrid: { events: "off" } });
});
test.after.each(({ providers }) => providers.stop());

const all = ({ twilio: { url: twilioUrl }, sendgrid: { url: sendgridUrl } }: Providers) =>
  carriers({ twilioUrl, sendgridUrl }, manualClock("2026-11-20T12:00:00.000Z"));

test("every channel sends by its own carrier", async ({ providers }) => {
  const { whatsapp, sms, email: mail } = all(providers);
  await whatsapp.send(twilio, outbound())();
  await sms.send(twilio, outbound())();
  await mail.send(sendgrid, email)();

  assert.equal(
    providers.ledger.sends().map(({ kind, to }) => [kind, to]),
    [
      ["whatsapp", "whatsapp:+447400123456"],
      ["sms", "+447400123456"],
      ["email", "ada@example.com"],
    ],
  );
});

test("with another carrier's secret nothing is sent, asked or guessed", async ({ providers }) => {
  const { whatsapp, sms, email: mail } = all(providers);
  const wrong = "the secret belongs to another carrier";

  assert.equal(
    [
      await whatsapp.send(sendgrid, outbound())(),
      await sms.send(sendgrid, outbound())(),
      await mail.send(twilio, email)(),
    ],
    Array(3).fill(E.left({ _tag: "CarrierUnauthorised", reason: wrong })),
  );
  assert.equal(
    [await whatsapp.list(sendgrid, inquiry)(), await sms.templateVariables(sendgrid, 2_000)()],
    Array(2).fill(E.left({ _tag: "CarrierSilent", reason: wrong })),
  );
  assert.equal([providers.ledger.count(), providers.ledger.attempts().length], [0, 0]);
});

test("a simulated message reaches no carrier, and is found again by its attempt", async ({ providers }) => {
  for (const carrier of Object.values(all(providers))) {
    const sent = await carrier.send(simulated, outbound())();
    const listed = await carrier.list(simulated, inquiry)();
    const ids = E.isRight(listed) && listed.right?.map(({ messageId }) => messageId);
    assert.equal(ids, [E.isRight(sent) && sent.right.messageId]);
  }
  assert.is(providers.ledger.count(), 0);
});

test("SendGrid lists nothing and tells no variables", async ({ providers }) => {
  const { email: mail } = all(providers);
  assert.equal(
    [await mail.list(sendgrid, inquiry)(), await mail.templateVariables(sendgrid, 1)()],
    [E.right(undefined), E.right(undefined)],
  );
});

test("a template's variables are asked for once in ten minutes, failures again at once", async ({ providers }) => {
  const clock = manualClock();
  const { whatsapp } = carriers({ twilioUrl: providers.twilio.url, sendgridUrl: providers.sendgrid.url }, clock);
  providers.faults.add({ provider: "twilio", operation: "content.fetch", fault: { status: 503 } });
  const failed = await whatsapp.templateVariables(twilio, 2_000)();
  const first = await whatsapp.templateVariables(twilio, 2_000)();
  providers.faults.add({ provider: "twilio", operation: "content.fetch", fault: { status: 503 } });
  clock.advance(599_999);
  const remembered = await whatsapp.templateVariables(twilio, 2_000)();
  clock.advance(1);
  const anew = await whatsapp.templateVariables(twilio, 2_000)();

  const silent = E.left({ _tag: "CarrierSilent", reason: "template: status 503" });
  const variables = E.right(["1", "2", "3"]);
  assert.equal([failed, first, remembered, anew], [silent, variables, variables, silent]);
});

test.run();
