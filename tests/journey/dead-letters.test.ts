import { CreateSecretCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import * as assert from "uvu/assert";
import { twilioSecret } from "../../tools/measure/sample/company-record";
import { type Journey, journeySuite, MAX_RECEIVES } from "./engines";
import { counts, deadLetterWith, empty, redrive, removeDeadLetter, untilQuiet } from "./queues";
import { conversationIn, newProject, sendsOf } from "./records";
import { newRequest, post, type Request } from "./requests";
import { eventsOf } from "./shared-journey";

const test = journeySuite("failing providers");

/** What the assistant answered in a request's conversations, in order. */
const answersTo = ({ providers }: Journey, { requestId }: Request): readonly string[] => {
  const entries = providers.ledger.byProvider("openai");
  const threads = entries
    .filter((entry) => entry.kind === "conversation" && entry.metadata.conversation_id?.includes(requestId))
    .map(({ id }) => id);
  return entries.flatMap((entry) =>
    entry.kind === "response" && threads.includes(entry.conversation ?? "") ? [entry.outcome] : [],
  );
};

/** Threads of a request that are there at OpenAI. */
const threadsOf = ({ providers: { ledger, openai } }: Journey, { requestId }: Request): readonly string[] => {
  const there = openai.conversationIds();
  return ledger
    .byProvider("openai")
    .flatMap((entry) =>
      entry.kind === "conversation" && entry.metadata.conversation_id?.includes(requestId) && there.includes(entry.id)
        ? [entry.id]
        : [],
    );
};

const carrierCalls = ({ providers }: Journey, { recipient }: Request) =>
  providers.ledger
    .attempts("twilio")
    .filter(({ to, operation }) => operation === "messages.create" && to?.endsWith(recipient));

test("an assistant that refuses ends as failed_to_process_ai in the dead letters, and nothing is sent", async (journey) => {
  const request = newRequest();
  const mend = journey.providers.faults.add({
    provider: "openai",
    match: { contains: request.requestId },
    times: "always",
    fault: { assistant: "refusal" },
  });

  await post(journey.ready, request.body);
  const deadLetter = await deadLetterWith(journey, "whatsapp", request.requestId);
  const record = await conversationIn(journey, request, "failed_to_process_ai");
  mend();

  assert.match(String(record.failure_reason), /^assistant: /);
  assert.equal([record.task_complete, record.messages, record.send_state], [0, [], "accepted"]);
  assert.equal([threadsOf(journey, request), record.thread_id, record.threads], [[], null, undefined]);
  const answers = answersTo(journey, request);
  assert.is(answers.length, 2 * MAX_RECEIVES, "each receive asks once more before it gives up");
  assert.equal(journey.providers.ledger.sends(request.recipient), []);
  await removeDeadLetter(journey, "whatsapp", deadLetter);
});

test("a recipient who opted out ends as failed_to_send_message with the carrier's code, after one call", async (journey) => {
  const request = newRequest("sms");
  journey.providers.faults.add({
    provider: "twilio",
    operation: "messages.create",
    match: { to: request.recipient },
    times: "always",
    fault: { code: 21610 },
  });

  await post(journey.ready, request.body);
  const deadLetter = await deadLetterWith(journey, "sms", request.requestId);
  const record = await conversationIn(journey, request, "failed_to_send_message");

  assert.equal(
    [record.failure_reason, record.send_state, record.task_complete, record.messages],
    ["carrier refused: 21610", "failed", 0, []],
  );
  const calls = carrierCalls(journey, request).map(({ status }) => status);
  assert.equal([calls, sendsOf(journey, request)], [[400], []]);
  const receives = eventsOf(journey.heard, request.requestId).flatMap(({ receive }) => receive ?? []);
  assert.equal(receives, [1, 2, 3]);
  await removeDeadLetter(journey, "sms", deadLetter);
});

const testPoisonMessage = journeySuite("a poison message");

/** The queue message of a request, kept from the queue on its way there. */
const messageOf = async ({ refuse, ready }: Journey, { body }: Request): Promise<string> => {
  const messages: string[] = [];
  const letThrough = refuse(
    (call) => {
      if (call.operation === "SendMessage") messages.push(JSON.parse(call.body).MessageBody);
      return call.operation === "SendMessage";
    },
    { status: 400, type: "AccessDeniedException" },
  );
  await post(ready, body);
  letThrough();
  return messages[0] ?? "";
};

const linesAbout = ({ heard }: Journey, from: number, event: string) =>
  heard.lines
    .slice(from)
    .map(({ line }) => JSON.parse(line))
    .filter(({ message }) => message?.event === event);

for (const [what, poison] of [
  ["is not JSON", "poison, not JSON"],
  ["is no context object", '{"poison":["no","context"]}'],
] as const)
  testPoisonMessage(
    `that ${what} reaches the dead letters after all receives, and the others of its batch are sent`,
    async (journey) => {
      const requests = [newRequest("sms"), newRequest("sms")] as const;
      const [first, second] = [await messageOf(journey, requests[0]), await messageOf(journey, requests[1])];
      const from = journey.heard.lines.length;

      await journey.sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: journey.ready.queues.sms.url,
          Entries: [first, poison, second].map((MessageBody, at) => ({ Id: String(at), MessageBody })),
        }),
      );

      const deadLetter = await deadLetterWith(journey, "sms", poison);
      for (const request of requests) await conversationIn(journey, request, "initial_message_sent");
      await untilQuiet(journey);
      assert.is(deadLetter.Body, poison);
      const refused = linesAbout(journey, from, "not_processed");
      const sent = linesAbout(journey, from, "message_sent");
      assert.equal(
        refused.map(({ message }) => [message.status, message.receive]),
        Array.from({ length: MAX_RECEIVES }, (_, at) => ["Malformed", at + 1]),
      );
      assert.equal(
        sent.map(({ requestId }) => requestId),
        [refused[0]?.requestId, refused[0]?.requestId],
        "one invocation had all three",
      );
      for (const { recipient } of requests) assert.is(journey.providers.ledger.sends(recipient).length, 1);
      await removeDeadLetter(journey, "sms", deadLetter);
    },
  );

const testSecretsMissing = journeySuite("a missing secret");

const twilio = { ...twilioSecret, twilio_auth_token: "local-twilio-token-1" };

testSecretsMissing(
  "fails with the reason, ends in the dead letters after all receives, and a redrive completes it",
  async (journey) => {
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
      setbacks.map(({ status, receive }) => ({ status, receive })),
      [1, 2, 3].map((receive) => ({ status: "SecretMissing", receive })),
    );
    assert.equal(journey.providers.ledger.sends(request.recipient), []);

    await journey.secrets.send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(twilio) }));
    await redrive(journey, "whatsapp", deadLetter);
    const sent = await conversationIn(journey, request, "initial_message_sent");
    await untilQuiet(journey);

    assert.equal([sent.failure_reason, sent.task_complete, sendsOf(journey, request).length], [null, 1, 1]);
    assert.equal(await counts(journey, "whatsapp"), empty);
  },
);

testSecretsMissing(
  "that is there but not what it should be is told by its fields, and mended in time needs no redrive",
  async (journey) => {
    const name = "ai-multi-comms/sms-credentials/ci-aaa-001/journey/twilio-local";
    await journey.secrets.send(new CreateSecretCommand({ Name: name, SecretString: '{"twilio_account_sid":5}' }));
    const channel_config = { sms: { sms_credentials_id: name } };
    const request = newRequest("sms", { company_data: await newProject(journey, { channel_config }) });

    await post(journey.ready, request.body);
    const failed = await conversationIn(journey, request, "failed_secrets_fetch");
    await journey.secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(twilio) }));
    await conversationIn(journey, request, "initial_message_sent");

    for (const word of [name, "twilio_auth_token"]) assert.match(String(failed.failure_reason), word);
    assert.is(sendsOf(journey, request).length, 1);
  },
);
