import { suite } from "uvu";
import * as assert from "uvu/assert";
import { conversationIn } from "./conversations";
import { eventsOf } from "./heard";
import { type Journey, withJourney } from "./journey-engine";
import { MAX_RECEIVES } from "./journey-options";
import { post } from "./post";
import { counts, deadLetterWith, removeDeadLetter, untilQuiet } from "./queues";
import { newRequest, type Request } from "./requests";

const test = suite("failing providers");
const engine = withJourney(test);

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

const carrierCalls = ({ providers }: Journey, { recipient }: Request) =>
  providers.ledger.attempts("twilio").filter(({ to, operation }) => {
    return operation === "messages.create" && to?.endsWith(recipient);
  });

test("an assistant that refuses ends as failed_to_process_ai in the dead letters, and nothing is sent", async () => {
  const journey = await engine();
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
  const answers = answersTo(journey, request);
  assert.is(answers.length, 2 * MAX_RECEIVES, "each receive asks once more before it gives up");
  assert.equal(journey.providers.ledger.sends(request.recipient), []);
  await removeDeadLetter(journey, "whatsapp", deadLetter);
});

test("a recipient who opted out ends as failed_to_send_message with the carrier's code, after one call", async () => {
  const journey = await engine();
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
  assert.equal(
    carrierCalls(journey, request).map(({ status }) => status),
    [400],
  );
  assert.equal(journey.providers.ledger.sends(request.recipient), []);
  const attempts = eventsOf(journey.heard, request.requestId).flatMap(({ attempt }) => attempt ?? []);
  assert.equal(attempts, [1, 2, 3]);
  await removeDeadLetter(journey, "sms", deadLetter);
});

test("an assistant that is busy twice has its message sent once", async () => {
  const journey = await engine();
  const request = newRequest();
  journey.providers.faults.add({
    provider: "openai",
    operation: "responses.create",
    match: { contains: request.requestId },
    times: 2,
    fault: { status: 429, code: "rate_limit_exceeded" },
  });

  await post(journey.ready, request.body);
  const record = await conversationIn(journey, request, "initial_message_sent");
  await untilQuiet(journey);

  assert.equal([record.failure_reason, record.task_complete], [null, 1]);
  assert.equal(answersTo(journey, request), ["completed"]);
  assert.is(journey.providers.ledger.sends(request.recipient).length, 1);
  assert.equal(await counts(journey, "whatsapp"), { queue: 0, deadLetters: 0 });
});

test.run();
