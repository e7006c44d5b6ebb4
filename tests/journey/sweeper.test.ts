import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { JsonObject } from "../../runtime/codec/json-object";
import { conversationIn, conversationsWith } from "./conversations";
import { eventually } from "./eventually";
import type { Journey } from "./journey-engine";
import { counts, untilQuiet } from "./queues";
import type { Request } from "./requests";
import { withQuickSweeper } from "./sweeper-engine";
import { beginScenes, findings } from "./sweeper-scenes";

const test = suite("a send that nobody saw the end of");
const engine = withQuickSweeper(test);

const idOf = ({ messages }: JsonObject): unknown =>
  Array.isArray(messages) ? messages.map((message: JsonObject) => message.message_id) : messages;

/** The carrier has the message once, and the record has that message. */
const assertSentOnce = async (journey: Journey, request: Request): Promise<JsonObject> => {
  const record = await conversationIn(journey, request, "initial_message_sent");
  await untilQuiet(journey);
  const sends = journey.providers.ledger.sends(request.recipient);
  assert.equal(
    idOf(record),
    sends.map(({ id }) => id),
  );
  assert.is(sends.length, 1);
  assert.equal([record.send_state, record.task_complete, record.failure_reason], ["sent", 1, null]);
  assert.equal(await counts(journey, request.channel), { queue: 0, deadLetters: 0 });
  return record;
};

const idsAtCarrier = (journey: Journey, { recipient }: Request): readonly unknown[] =>
  journey.providers.ledger.sends(recipient).map(({ id }) => id);

/** Every scene is begun before the first is judged, so that their waits run side by side; those that kill come first. */
let begun: Promise<Readonly<Record<string, Request>>> | undefined;

const scene = async (name: string): Promise<readonly [Journey, Request]> => {
  const journey = await engine();
  begun ??= beginScenes(journey);
  const request = (await begun)[name];
  if (request === undefined) throw new Error(`no scene ${name}`);
  return [journey, request];
};

for (const channel of ["whatsapp", "sms"] as const) {
  test(`by ${channel}, its worker killed after the carrier took it, is found there`, async () => {
    const [journey, request] = await scene(`${channel} killed after`);
    const record = await assertSentOnce(journey, request);
    assert.equal(findings(journey, request), ["reconciled Found"]);
    assert.is(Array.isArray(record.attempts) && record.attempts.length, 1);
  });

  test(`by ${channel}, its worker killed before the carrier took it, is sent after all, in the same words`, async () => {
    const [journey, request] = await scene(`${channel} killed before`);
    const record = await assertSentOnce(journey, request);
    assert.equal(findings(journey, request), ["reconciled NotSent"]);
    assert.is(Array.isArray(record.attempts) && record.attempts.length, 2);
    const answers = journey.providers.ledger
      .byProvider("openai")
      .filter((entry) => entry.kind === "response" && entry.conversation === record.thread_id);
    assert.is(answers.length, 1, "the words are bought once");
  });

  test(`by ${channel}, answered with 500 after it was taken, is found at the carrier`, async () => {
    const [journey, request] = await scene(`${channel} answered 500`);
    await assertSentOnce(journey, request);
    assert.equal(findings(journey, request), ["reconciled Found"]);
  });

  test(`by ${channel}, its connection reset before it was taken, is sent after all`, async () => {
    const [journey, request] = await scene(`${channel} reset before`);
    await assertSentOnce(journey, request);
    assert.equal(findings(journey, request), ["reconciled NotSent"]);
  });
}

test("by email is settled by SendGrid's event", async () => {
  const [journey, request] = await scene("email with events");
  const record = await assertSentOnce(journey, request);
  assert.equal(findings(journey, request), []);
  assert.equal([record.email_id], idsAtCarrier(journey, request));
});

const ALARM = "ai-multi-comms-uncertain-sends-local";

test("by email without any event is left to an operator, and alarms", async () => {
  const [journey, request] = await scene("email without events");
  const record = await conversationIn(journey, request, "delivery_unknown");
  await untilQuiet(journey);
  const { send_state, failure_reason, task_complete, next_check_at } = record;
  assert.equal(
    { send_state, failure_reason, task_complete, next_check_at },
    {
      send_state: "uncertain",
      failure_reason: "the carrier keeps no list and sent no receipt",
      task_complete: 0,
      next_check_at: undefined,
    },
  );
  assert.equal(findings(journey, request), ["delivery_unknown Unknowable"]);
  await eventually("the alarm", async () =>
    journey.heard.alarms.find(({ state }) => state.alarm.name === ALARM && state.value === "ALARM"),
  );
  assert.is(idsAtCarrier(journey, request).length, 1);
  assert.is((await conversationsWith(journey, request.recipient)).length, 1);
});

test.run();
