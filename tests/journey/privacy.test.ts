import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json";
import { type Channel, channels } from "../../runtime/request/request";
import { sendgridSecret, twilioSecret } from "../../tools/measure/sample/company-record";
import { deepOverride } from "../../tools/measure/sample/deep-override";
import { refuseFinalUpdate, subscribeToAlarms } from "./alarm-conditions";
import { type Journey, journeySuite } from "./engines";
import { eventually } from "./eventually";
import { deadLetterWith, removeDeadLetter, untilQuiet } from "./queues";
import { conversationDelivered, conversationIn, itemsOf, newProject } from "./records";
import { keyOf, newRequest, post, type Request } from "./requests";

/** A project whose secrets hold values that occur nowhere else. */
const canaryProject = async (journey: Journey): Promise<JsonObject> => {
  const secret = async (Name: string, value: object): Promise<string> => {
    await journey.secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }));
    return Name;
  };
  const api_key_reference = await secret("ai-multi-comms/openai-api-key/canary-local", {
    ai_api_key: "sk-canary-openai",
  });
  const twilio = await secret("ai-multi-comms/sms-credentials/ci-aaa-001/canary/twilio-local", {
    ...twilioSecret,
    twilio_auth_token: "canary-twilio-token",
  });
  const sendgrid = await secret("ai-multi-comms/email-credentials/ci-aaa-001/canary/sendgrid-local", {
    ...sendgridSecret,
    sendgrid_auth_value: "SG.canary-sendgrid-key",
    sendgrid_from_email: "jobs@ashgrove.example",
    sendgrid_from_name: "Canary sender",
  });
  const assistant = { api_key_reference };
  return newProject(journey, {
    channel_config: {
      whatsapp: { whatsapp_credentials_id: twilio },
      sms: { sms_credentials_id: twilio },
      email: { email_credentials_id: sendgrid },
    },
    ai_config: { openai_config: { whatsapp: assistant, sms: assistant, email: assistant } },
  });
};

/** A request with unusual values in every field of recipient and project. */
const canaryRequest = (channel: Channel, company_data: JsonObject, overrides: JsonObject = {}): Request => {
  const { requestId, body } = newRequest(channel, {
    company_data: { ...company_data, api_key: "canary-historical-key" },
    recipient_data: {
      recipient_first_name: "Canaria",
      recipient_last_name: "O'Canary",
      "canary field": "canary-other",
    },
    project_data: {
      jobID: "canary-9999",
      jobRole: "Canary Keeper",
      "canary key": ["canary-deep", { canary: "canary-deeper" }],
      clarificationPoints: [{ point: "The canary does not mention a cage.", pointConfirmed: "false" }],
    },
  });
  const tel = `+44740099${requestId.replace(/\D/g, "").slice(0, 4).padEnd(4, "0")}`;
  const email = `canary.${requestId}@canary.example`;
  const recipient_data = { ...Object(body.recipient_data), recipient_tel: tel, recipient_email: email };
  return {
    requestId,
    channel,
    recipient: channel === "email" ? email : tel,
    body: { ...body, recipient_data, ...overrides },
  };
};

/** Every canary: names, addresses, project data, secrets; and the texts that the assistant makes of them. */
const CANARY = /canar|\+?44\s?7400\s?99\d/i;

/** What may stand nowhere at all but in Secrets Manager: secrets, and the key that clients used to send in the body. */
const CANARY_SECRET = /canary-(openai|twilio|sendgrid|historical)/i;

/** How a canary request comes to a bad end: in which project it is made, if not the canaries', and what fails. */
type End = {
  readonly project?: (journey: Journey, channel: Channel) => Promise<JsonObject>;
  readonly fault?: (journey: Journey, request: Request) => void;
};

/** The bad ends by the status that they leave. */
const canaryEnds: Readonly<Record<string, End>> = {
  failed_to_send_message: {
    fault: ({ providers }, { channel, recipient: to }) =>
      void providers.faults.add({
        provider: channel === "email" ? "sendgrid" : "twilio",
        match: { to },
        times: "always",
        fault: channel === "email" ? { status: 400 } : { code: 21610 },
      }),
  },
  failed_to_process_ai: {
    fault: ({ providers }, { requestId: contains }) =>
      void providers.faults.add({
        provider: "openai",
        match: { contains },
        times: "always",
        fault: { assistant: "invalid_json" },
      }),
  },
  failed_secrets_fetch: {
    project: (journey, channel) =>
      newProject(journey, {
        channel_config: { [channel]: { [`${channel}_credentials_id`]: `ai-multi-comms/none/${channel}-local` } },
      }),
  },
};

const test = journeySuite("privacy of a running engine");

let project: Promise<JsonObject> | undefined;
const projectIn = (journey: Journey): Promise<JsonObject> => (project ??= canaryProject(journey));

/** What operators can read: the functions' lines at the DEBUG level, the access log, the alarms' changes. */
const readable = ({ heard, ready }: Journey): string =>
  [...heard.lines.map(({ line }) => line), ...heard.accessLines, JSON.stringify(heard.alarms), ...heard.warnings]
    .join("\n")
    // The journeys give their own projects such names.
    .replaceAll(/ai-multi-comms\/[\w/-]*canary[\w/-]*/g, "")
    .concat(ready.region);

/** Where a record keeps what is the recipient's, the project's, or written of them. */
const attributesOfPeople = [
  "primary_channel",
  "recipient_data",
  "recipient_first_name",
  "recipient_last_name",
  "recipient_tel",
  "recipient_email",
  "gsi_recipient_tel",
  "gsi_recipient_email",
  "project_data",
  "draft",
  "messages",
];

/** Attributes that hold a canary and should not; the name of a test's own secret is none. */
const oddAttributes = (record: JsonObject): readonly string[] =>
  Object.keys(record).filter(
    (name) =>
      !attributesOfPeople.includes(name) &&
      CANARY.test(JSON.stringify(record[name] ?? null).replaceAll(/ai-multi-comms\/[\w/-]*canary[\w/-]*/g, "")),
  );

const assertNoCanary = (text: string, what: string): void => {
  const found = text.split("\n").find((line) => CANARY.test(line));
  assert.is(found, undefined, `${what}: ${found}`);
};

test("a message that is sent leaves its data in the record and at the carrier, and in no log", async (journey) => {
  const project = await projectIn(journey);
  for (const channel of channels) {
    const request = canaryRequest(channel, project);
    assert.is((await post(journey.ready, request.body)).status, 200);
    const record = await (channel === "email"
      ? conversationIn(journey, request, "initial_message_sent")
      : conversationDelivered(journey, request));
    assert.match(JSON.stringify(record.messages), CANARY);
    assert.match(JSON.stringify(journey.providers.ledger.sends(request.recipient)), CANARY);
    assert.equal(oddAttributes(record), []);
  }
  await untilQuiet(journey);
  assertNoCanary(readable(journey), "log");
});

for (const [status, arrange] of Object.entries(canaryEnds))
  test(`nor does one that ends as ${status}, on any channel, in log, dead letter's attributes or odd places of the record`, async (journey) => {
    const project = await projectIn(journey);
    await Promise.all(
      channels.map(async (channel) => {
        const request = canaryRequest(channel, (await arrange.project?.(journey, channel)) ?? project);
        arrange.fault?.(journey, request);
        await post(journey.ready, request.body);
        const deadLetter = await deadLetterWith(journey, channel, request.requestId);
        const record = await conversationIn(journey, request, status);
        assert.equal(oddAttributes(record), []);
        assert.match(deadLetter.Body ?? "", CANARY);
        assert.equal(
          Object.entries(deadLetter.MessageAttributes ?? {}).flatMap(([name, { StringValue = "" }]) =>
            CANARY.test(StringValue) ? [name] : [],
          ),
          [channel === "email" ? "recipientEmail" : "recipientTel"],
        );
        assert.not.match(JSON.stringify(deadLetter), CANARY_SECRET);
        await removeDeadLetter(journey, channel, deadLetter);
      }),
    );
    assertNoCanary(readable(journey), "log");
  });

test("no table holds a secret or the key of a body, and a request's guard no more than the recipient's address", async (journey) => {
  const items = await Promise.all(Object.values(journey.ready.tables).map((table) => itemsOf(journey, table)));
  const guards = items.flat().filter(({ fingerprint }) => fingerprint !== undefined);

  assert.ok(guards.length >= 12);
  assert.equal(
    items.flat().filter((item) => CANARY_SECRET.test(JSON.stringify(item))),
    [],
  );
  for (const { winner, ...guard } of guards) assert.not.match(JSON.stringify(guard), CANARY);
});

test("nor a poison message, nor a fault of the program itself, in the router and in a processor", async (journey) => {
  const unforeseen = canaryRequest("whatsapp", await projectIn(journey), {
    project_data: { mark: "unforeseen-fault-of-the-program, canary" },
  });
  const poison = { ...canaryRequest("email", {}).body, conversation_data: { conversation_id: "canary" } };
  const answer = await post(journey.ready, unforeseen.body);
  await journey.sqs.send(
    new SendMessageCommand({ QueueUrl: journey.ready.queues.email.url, MessageBody: JSON.stringify(poison) }),
  );
  const deadLetter = await deadLetterWith(journey, "email", "canary-deeper");
  assert.is(answer.body.error_code, "INTERNAL_ERROR");
  assertNoCanary(answer.text, "answer");
  assertNoCanary(readable(journey), "log");
  await removeDeadLetter(journey, "email", deadLetter);
});

test("nor a request that the gateway or the router refuses, in log or answer", async (journey) => {
  const { ready } = journey;
  const { body } = canaryRequest("whatsapp", await projectIn(journey));
  const answers = [
    await post(ready, `${JSON.stringify(body)}x`),
    await post(ready, deepOverride(body, { recipient_data: { recipient_tel: "canary 0044" } })),
    await post(ready, body, keyOf(ready, "ci-bbb-002")),
    await post(ready, body, "canary-key"),
    await post(ready, deepOverride(body, { padding: "x".repeat(262_144) })),
  ];
  for (const { status, text } of answers) {
    assert.ok(status >= 400 && status < 500);
    assertNoCanary(text, "answer");
  }
  assertNoCanary(readable(journey), "log");
});

test("nor a critical failure, in log, alarm and what the topic sends", async (journey) => {
  const alarmsArrived = await subscribeToAlarms(journey, "journey-privacy");
  const request = canaryRequest("whatsapp", await projectIn(journey));
  const mend = refuseFinalUpdate(journey, request);
  await post(journey.ready, request.body);
  const mail = await eventually("an alarm at the topic", async () =>
    (await alarmsArrived()).find((message) => message.includes("whatsapp-critical-failures")),
  );
  mend();
  await conversationIn(journey, request, "initial_message_sent");
  assertNoCanary(mail, "alarm message");
  assertNoCanary(readable(journey), "log");
});

test("nor any journey of this process a key, a secret of the demonstration or a recipient", async (journey) => {
  const logged = readable(journey);
  const secrets = ["local-openai-key", "local-twilio-token-1", "local-sendgrid-key-1", "local-twilio-token-2"];
  const keys = journey.ready.apiKeys.map(({ value }) => value);
  const people = ["Ada", "Byron", "+4474001", "4474001", "person-", "Healthcare Assistant", "driving licence"];
  for (const word of [...secrets, ...keys, ...people]) assert.not(logged.includes(word), word);
});
