import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json-object";
import { channels } from "../../runtime/request/channel";
import { deepOverride } from "../helpers/deep-override";
import { bodyRefusals } from "../helpers/refusals/body-refusals";
import { subscribeToAlarms } from "./alarm-mail";
import { CANARY, canaryProject, canaryRequest } from "./canaries";
import { conversationIn } from "./conversations";
import { eventually } from "./eventually";
import { type Journey, withJourney } from "./journey-engine";
import { keyOf, post } from "./post";
import { deadLetterWith, removeDeadLetter, untilQuiet } from "./queues";
import type { Request } from "./requests";

const test = suite("privacy of a running engine");
const engine = withJourney(test);

let project: Promise<JsonObject> | undefined;
const projectIn = (journey: Journey): Promise<JsonObject> => (project ??= canaryProject(journey));

/** What operators can read: the functions' lines at the DEBUG level, the access log, the alarms' changes. */
const readable = ({ heard, ready }: Journey): string =>
  [...heard.lines.map(({ line }) => line), ...heard.accessLines, JSON.stringify(heard.alarms), ...heard.warnings]
    .join("\n")
    // The journeys give their own projects such names.
    .replaceAll("openai-api-key/canary-local", "")
    .replaceAll("ci-aaa-001/canary/", "")
    .concat(ready.region);

const assertNoCanary = (text: string, what: string): void => {
  const found = text.split("\n").find((line) => CANARY.test(line));
  assert.is(found, undefined, `${what}: ${found}`);
};

const ends: Readonly<Record<string, (journey: Journey, request: Request) => void>> = {
  failed_to_send_message: ({ providers }, { recipient: to }) =>
    void providers.faults.add({ provider: "twilio", match: { to }, times: "always", fault: { code: 21610 } }),
  failed_to_process_ai: ({ providers }, { requestId: contains }) =>
    void providers.faults.add({
      provider: "openai",
      match: { contains },
      times: "always",
      fault: { assistant: "invalid_json" },
    }),
};

test("a message that is sent leaves its data in the record and at the carrier, and in no log", async () => {
  const journey = await engine();
  for (const channel of channels) {
    const request = canaryRequest(channel, await projectIn(journey));
    assert.is((await post(journey.ready, request.body)).status, 200);
    const record = await conversationIn(journey, request, "initial_message_sent");
    assert.match(JSON.stringify(record.messages), CANARY);
    assert.match(JSON.stringify(journey.providers.ledger.sends(request.recipient)), CANARY);
  }
  await untilQuiet(journey);
  assertNoCanary(readable(journey), "log");
});

for (const [status, break_] of Object.entries(ends))
  test(`nor does one that ends as ${status}`, async () => {
    const journey = await engine();
    const request = canaryRequest("sms", await projectIn(journey));
    break_(journey, request);
    await post(journey.ready, request.body);
    const deadLetter = await deadLetterWith(journey, "sms", request.requestId);
    await conversationIn(journey, request, status);
    assert.match(deadLetter.Body ?? "", CANARY);
    assertNoCanary(readable(journey), "log");
    await removeDeadLetter(journey, "sms", deadLetter);
  });

test("nor a poison message, nor a fault of the program itself, in the router and in a processor", async () => {
  const journey = await engine();
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

test("nor a request that is refused, in log or answer, whatever the reason", async () => {
  const journey = await engine();
  const { ready } = journey;
  const { body } = canaryRequest("whatsapp", await projectIn(journey));
  const text = JSON.stringify(body);
  const answers = [
    ...(await Promise.all(bodyRefusals.map((refusal) => post(ready, deepOverride(body, refusal.body ?? {}))))),
    ...(await Promise.all([text.slice(0, -1), `${text}x`, `[${text}]`].map((broken) => post(ready, broken)))),
    await post(ready, deepOverride(body, { recipient_data: { recipient_tel: "canary 0044" } })),
    await post(ready, deepOverride(body, { request_data: { channel_method: "canary", request_id: "canary" } })),
    await post(ready, body, keyOf(ready, "ci-bbb-002")),
    await post(ready, body, "canary-key"),
    await post(ready, deepOverride(body, { padding: "x".repeat(262_144) })),
  ];
  for (const { status, text: answered } of answers) {
    assert.ok(status >= 400 && status < 500);
    assertNoCanary(answered, "answer");
  }
  assertNoCanary(readable(journey), "log");
});

test("nor a critical failure, in log, alarm and what the topic sends", async () => {
  const journey = await engine();
  const alarmsArrived = await subscribeToAlarms(journey, "journey-privacy");
  const request = canaryRequest("whatsapp", await projectIn(journey));
  const mend = journey.aws.refuse(
    ({ operation, body }) =>
      operation === "UpdateItem" && body.includes(request.requestId) && body.includes("initial_message_sent"),
    { status: 500, type: "InternalServerError" },
  );
  await post(journey.ready, request.body);
  const mail = await eventually("an alarm at the topic", async () =>
    (await alarmsArrived()).find((message) => message.includes("whatsapp-critical-failures")),
  );
  mend();
  await conversationIn(journey, request, "initial_message_sent");
  assertNoCanary(mail, "alarm message");
  assertNoCanary(readable(journey), "log");
});

test("nor any journey of this process a key, a secret of the demonstration or a recipient", async () => {
  const journey = await engine();
  const logged = readable(journey);
  const secrets = ["local-openai-key", "local-twilio-token-1", "local-sendgrid-key-1", "local-twilio-token-2"];
  const keys = journey.ready.apiKeys.map(({ value }) => value);
  const people = ["Ada", "Byron", "+4474001", "4474001", "person-", "Healthcare Assistant", "driving licence"];
  for (const word of [...secrets, ...keys, ...people]) assert.not(logged.includes(word), word);
});

test.run();
