import { CreateSecretCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationIn } from "./conversations";
import { eventsOf } from "./heard";
import { withJourney } from "./journey-engine";
import { post } from "./post";
import { newProject } from "./projects";
import { counts, deadLetterWith, redrive, untilQuiet } from "./queues";
import { newRequest } from "./requests";

const test = suite("a missing secret");
const engine = withJourney(test);

const twilio = {
  twilio_account_sid: "AC00000000000000000000000000000001",
  twilio_auth_token: "local-twilio-token-1",
  twilio_template_sid: "HX00000000000000000000000000000001",
};

test("fails with the reason, ends in the dead letters after all receives, and a redrive completes it", async () => {
  const journey = await engine();
  const name = "ai-multi-comms/whatsapp-credentials/ci-aaa-001/journey/twilio-local";
  const channel_config = { whatsapp: { whatsapp_credentials_id: name } };
  const request = newRequest("whatsapp", { company_data: await newProject(journey, { channel_config }) });

  await post(journey.ready, request.body);
  const deadLetter = await deadLetterWith(journey, "whatsapp", request.requestId);
  const failed = await conversationIn(journey, request, "failed_secrets_fetch");

  assert.equal(
    [failed.failure_reason, failed.task_complete, failed.messages, failed.send_state],
    [`secret ${name}: ResourceNotFoundException`, 0, [], "accepted"],
  );
  const setbacks = eventsOf(journey.heard, request.requestId).filter(({ event }) => event === "setback");
  assert.equal(
    setbacks.map(({ status, attempt }) => ({ status, attempt })),
    [1, 2, 3].map((attempt) => ({ status: "SecretMissing", attempt })),
  );
  assert.equal(journey.providers.ledger.sends(request.recipient), []);

  await journey.secrets.send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(twilio) }));
  await redrive(journey, "whatsapp", deadLetter);
  const sent = await conversationIn(journey, request, "initial_message_sent");
  await untilQuiet(journey);

  assert.equal([sent.failure_reason, sent.task_complete], [null, 1]);
  assert.is(journey.providers.ledger.sends(request.recipient).length, 1);
  assert.equal(await counts(journey, "whatsapp"), { queue: 0, deadLetters: 0 });
});

test("that is there but not what it should be is told by its fields, and mended in time needs no redrive", async () => {
  const journey = await engine();
  const name = "ai-multi-comms/sms-credentials/ci-aaa-001/journey/twilio-local";
  await journey.secrets.send(new CreateSecretCommand({ Name: name, SecretString: '{"twilio_account_sid":5}' }));
  const channel_config = { sms: { sms_credentials_id: name } };
  const request = newRequest("sms", { company_data: await newProject(journey, { channel_config }) });

  await post(journey.ready, request.body);
  const failed = await conversationIn(journey, request, "failed_secrets_fetch");
  await journey.secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(twilio) }));
  await conversationIn(journey, request, "initial_message_sent");

  assert.match(String(failed.failure_reason), name);
  assert.match(String(failed.failure_reason), "twilio_auth_token");
  assert.is(journey.providers.ledger.sends(request.recipient).length, 1);
});

test.run();
