import { createHash } from "node:crypto";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { carriers, simulatedCarrier, withCarrierLog } from "../../../runtime/adapters/carriers";
import type { CarrierCredentials } from "../../../runtime/company/channel-setup";
import type { Accepted } from "../../../runtime/conversation/conversation";
import type { Carrier, CarrierError } from "../../../runtime/ports/carrier";
import { type Providers, startProviders } from "../../../tools/providers/start-providers";
import { gatheringLog } from "../../helpers/gathering-log";
import { notGiven } from "../../helpers/not-given";
import { fixedStopwatch, manualClock, START } from "../../helpers/time-and-chance";
import { outbound } from "./outbound";

const testSimulatedCarrier = suite("simulated-carrier");

const simulated: CarrierCredentials = { _tag: "Simulated" };
const addresses = { from: "+447400654321", to: "+447400123456" };
const inquiry = { ...addresses, attemptId: "attempt-1", since: new Date(START), timeoutMs: 2_000 };

testSimulatedCarrier("takes every message and has delivered it at once", async () => {
  assert.equal(
    await simulatedCarrier(manualClock()).send(simulated, outbound())(),
    E.right({
      messageId: `SIM${createHash("sha256").update("attempt-1").digest("hex").slice(0, 32)}`,
      deliveryStatus: "delivered",
      text: undefined,
    }),
  );
});

const idOf = async (attemptId: string): Promise<string> => {
  const sent = await simulatedCarrier(manualClock()).send(simulated, outbound({ attemptId }))();
  return E.isRight(sent) ? sent.right.messageId : "";
};

testSimulatedCarrier(
  "gives every attempt an id of its own, and the same one always, which shows nothing of it",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.uuid(), async (one, other) => {
        assert.match(await idOf(one), /^SIM[0-9a-f]{32}$/);
        assert.is(await idOf(one), await idOf(one));
        assert.is((await idOf(one)) === (await idOf(other)), one === other);
      }),
    );
  },
);

testSimulatedCarrier("knows no templates", async () => {
  assert.equal(await simulatedCarrier(manualClock()).templateVariables(simulated, 1)(), E.right(undefined));
});

const testWithCarrierLog = suite("carrier with a log");

const sent = async (outcome: E.Either<CarrierError, Accepted>) => {
  const { log, lines } = gatheringLog();
  const carrier: Carrier = {
    send: () => TE.fromEither(outcome),
    keepsList: true,
    list: notGiven("carrier.list"),
    templateVariables: notGiven("carrier.templateVariables"),
  };
  const logged = withCarrierLog(carrier, { log, stopwatch: fixedStopwatch(40), channel: "whatsapp" });
  assert.is(logged.list, carrier.list);
  return { answer: await logged.send(simulated, outbound())(), lines };
};

const line = {
  level: "info",
  event: "carrier_called",
  conversation_id: outbound().conversationId,
  attempt_id: "attempt-1",
  channel: "whatsapp",
  duration_ms: 40,
} as const;

testWithCarrierLog("answers as it did, and says how long it took and which message it made", async () => {
  const accepted = E.right({ messageId: "SM1", deliveryStatus: "queued", text: undefined });
  const { answer, lines } = await sent(accepted);
  assert.equal(answer, accepted);
  assert.equal(lines, [{ ...line, status: "Accepted", message_id: "SM1" }]);
});

testWithCarrierLog("says what failed", async () => {
  const refused = E.left({ _tag: "CarrierRefused", code: "21610" } as const);
  const { answer, lines } = await sent(refused);
  assert.equal(answer, refused);
  assert.equal(lines, [{ ...line, status: "CarrierRefused" }]);
});

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
const email = outbound({ from: "jobs@cucumber.example", to: "ada@example.com" });

const testCarriers = suite<{ providers: Providers }>("carriers");

testCarriers.before.each(async (context) => {
  context.providers = await startProviders({ twilio: { receipts: "off" }, sendgrid: { events: "off" } });
});
testCarriers.after.each(({ providers }) => providers.stop());

const all = ({ twilio: { url: twilioUrl }, sendgrid: { url: sendgridUrl } }: Providers) =>
  carriers({ twilioUrl, sendgridUrl }, manualClock("2026-11-20T12:00:00.000Z"));

testCarriers("every channel sends by its own carrier", async ({ providers }) => {
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

testCarriers("with another carrier's secret nothing is sent, asked or guessed", async ({ providers }) => {
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

testCarriers("a simulated message reaches no carrier, and is found again by its attempt", async ({ providers }) => {
  for (const carrier of Object.values(all(providers))) {
    const sent = await carrier.send(simulated, outbound())();
    const listed = await carrier.list(simulated, inquiry)();
    const ids = E.isRight(listed) && listed.right?.map(({ messageId }) => messageId);
    assert.equal(ids, [E.isRight(sent) && sent.right.messageId]);
  }
  assert.is(providers.ledger.count(), 0);
});

testCarriers("SendGrid lists nothing and tells no variables", async ({ providers }) => {
  const { email: mail } = all(providers);
  assert.equal(
    [await mail.list(sendgrid, inquiry)(), await mail.templateVariables(sendgrid, 1)()],
    [E.right(undefined), E.right(undefined)],
  );
});

testCarriers(
  "a template's variables are asked for once in ten minutes, failures again at once",
  async ({ providers }) => {
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
  },
);
