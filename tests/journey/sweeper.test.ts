import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import type { Channel } from "../../runtime/request/request";
import { sendgridSecret } from "../../tools/measure/sample/company-record";
import type { FaultBody } from "../../tools/providers/injected-faults/injected-fault";
import { alarmOf } from "./alarm-conditions";
import { type Journey, sweptSuite } from "./engines";
import { eventuallyTrue } from "./eventually";
import { counts, empty, untilQuiet } from "./queues";
import { conversationIn, conversationsWith, newProject, sendsOf } from "./records";
import { newRequest, post, type Request } from "./requests";

const carrierOf = { whatsapp: "twilio", sms: "twilio", email: "sendgrid" } as const;
const operationOf = { whatsapp: "messages.create", sms: "messages.create", email: "mail.send" } as const;

/** A request whose carrier behaves like this once. */
const requestWithFault = (journey: Journey, channel: Channel, fault: FaultBody, body: JsonObject = {}): Request => {
  const request = newRequest(channel, body);
  journey.providers.faults.add({
    provider: carrierOf[channel],
    operation: operationOf[channel],
    match: { to: request.recipient },
    fault,
  });
  return request;
};

/** Ends the worker with SIGKILL as soon as the carrier has the call. */
const killWhileSending = async (
  { providers, services, ready }: Journey,
  { channel, recipient }: Request,
): Promise<void> => {
  const { ledger } = providers;
  await eventuallyTrue(
    "the carrier has the call",
    () => ledger.sends(recipient).length > 0 || ledger.attempts().some(({ to }) => to?.endsWith(recipient)),
  );
  const name = Object.keys(ready.functions).find((one) => one.includes(`${channel}-processor`)) ?? "";
  if (services.lambda.kill(name) === 0) throw new Error(`no worker of ${name} was busy`);
};

/** A secret for SendGrid whose sender has no webhook; gives its name. */
const secretWithoutWebhook = async ({ secrets }: Journey, sender: string): Promise<string> => {
  const name = `ai-multi-comms/email-credentials/ci-aaa-001/${sender}/sendgrid-local`;
  const own = { sendgrid_auth_value: "local-sendgrid-key-1", sendgrid_from_email: `${sender}@ashgrove.example` };
  const value = { ...sendgridSecret, ...own };
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(value) }));
  return name;
};

type Scene = (journey: Journey) => Promise<Request>;

const killed =
  (channel: Channel, hang: "before" | "after"): Scene =>
  async (journey) => {
    const request = requestWithFault(journey, channel, { hang }, { company_data: await newProject(journey, {}) });
    journey.providers.twilio.loseReceipts(request.recipient);
    await post(journey.ready, request.body);
    await killWhileSending(journey, request);
    return request;
  };

const emailLost =
  (body: (journey: Journey) => Promise<JsonObject>): Scene =>
  async (journey) => {
    const request = requestWithFault(journey, "email", { reset: "after" }, await body(journey));
    await post(journey.ready, request.body);
    return request;
  };

const scenes: Readonly<Record<string, Scene>> = {
  "whatsapp killed after": killed("whatsapp", "after"),
  "sms killed after": killed("sms", "after"),
  "whatsapp killed before": killed("whatsapp", "before"),
  "sms killed before": killed("sms", "before"),
  "email with events": emailLost(async () => ({})),
  "email without events": emailLost(async (journey) => {
    const email_credentials_id = await secretWithoutWebhook(journey, "silent");
    const email = { email_credentials_id, company_email: "silent@ashgrove.example" };
    return { company_data: await newProject(journey, { channel_config: { email } }) };
  }),
};

/** Begins every scene, one after the other, up to the point from which the sweeper has to go on. */
const beginScenes = async (journey: Journey): Promise<Readonly<Record<string, Request>>> => {
  const begun: Record<string, Request> = {};
  for (const [name, begin] of Object.entries(scenes)) begun[name] = await begin(journey);
  return begun;
};

/** What the sweeper said of a request's conversation. */
const findings = ({ heard }: Journey, { requestId }: Request): readonly unknown[] =>
  heard.lines
    .filter(({ line }) => line.includes(requestId))
    .map(({ line }) => JSON.parse(line).message)
    .filter(({ event, status }) => ["reconciled", "delivery_unknown"].includes(event) && status !== "TooEarly")
    .map(({ event, status }) => `${event} ${status}`);

const test = sweptSuite("a send that nobody saw the end of");

/** The carrier has the message once, and the record has that message. */
const assertSentOnce = async (journey: Journey, request: Request): Promise<JsonObject> => {
  const record = await conversationIn(journey, request, "initial_message_sent");
  await untilQuiet(journey);
  const [send, ...others] = sendsOf(journey, request);
  const ids = Array.isArray(record.messages) && record.messages.map((message: JsonObject) => message.message_id);
  assert.equal([ids, others], [[send?.id], []]);
  assert.equal([record.send_state, record.task_complete, record.failure_reason], ["sent", 1, null]);
  assert.equal(await counts(journey, request.channel), empty);
  return record;
};

/** Every scene is begun before the first is judged, so that their waits run side by side; those that kill come first. */
let begun: Promise<Readonly<Record<string, Request>>> | undefined;

const inScene =
  (name: string, judge: (journey: Journey, request: Request) => Promise<void>) =>
  async (journey: Journey): Promise<void> => {
    begun ??= beginScenes(journey);
    const request = (await begun)[name];
    if (request === undefined) throw new Error(`no scene ${name}`);
    await judge(journey, request);
  };

for (const channel of ["whatsapp", "sms"] as const) {
  test(
    `by ${channel}, its worker killed after the carrier took it, is found there`,
    inScene(`${channel} killed after`, async (journey, request) => {
      const record = await assertSentOnce(journey, request);
      assert.equal(findings(journey, request), ["reconciled Found"]);
      assert.is(Array.isArray(record.attempts) && record.attempts.length, 1);
    }),
  );

  test(
    `by ${channel}, its worker killed before the carrier took it, is sent after all, in the same words`,
    inScene(`${channel} killed before`, async (journey, request) => {
      const record = await assertSentOnce(journey, request);
      assert.equal(findings(journey, request), ["reconciled NotSent"]);
      assert.is(Array.isArray(record.attempts) && record.attempts.length, 2);
      const answers = journey.providers.ledger
        .byProvider("openai")
        .filter((entry) => entry.kind === "response" && entry.conversation === record.thread_id);
      assert.is(answers.length, 1, "the words are bought once");
    }),
  );
}

test(
  "by email is settled by SendGrid's event",
  inScene("email with events", async (journey, request) => {
    const record = await assertSentOnce(journey, request);
    // On a busy machine the sweeper may have given it up by the time that the event comes.
    assert.equal(
      findings(journey, request).filter((found) => found !== "delivery_unknown Unknowable"),
      [],
    );
    assert.is(record.email_id, sendsOf(journey, request)[0]?.id);
  }),
);

test(
  "by email without any event is left to an operator, and alarms",
  inScene("email without events", async (journey, request) => {
    const record = await conversationIn(journey, request, "delivery_unknown");
    await untilQuiet(journey);
    const { send_state, failure_reason, task_complete, next_check_at, given_up_at } = record;
    assert.equal(
      [send_state, failure_reason, task_complete, Date.parse(String(next_check_at)) - Date.parse(String(given_up_at))],
      ["uncertain", "the carrier keeps no list and sent no receipt", 0, 86_400_000],
    );
    assert.equal(findings(journey, request), ["delivery_unknown Unknowable"]);
    await alarmOf("waits-for-operator")(journey);
    assert.equal(
      [sendsOf(journey, request).length, (await conversationsWith(journey, request.recipient)).length],
      [1, 1],
    );
  }),
);
