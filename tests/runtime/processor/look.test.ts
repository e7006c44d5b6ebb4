import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { consentKeyOf, newConsent } from "../../../runtime/conversation/consent";
import type { Conversation } from "../../../runtime/conversation/conversation";
import { conversationKey } from "../../../runtime/conversation/message";
import { supersede } from "../../../runtime/conversation/sweeper-transitions";
import { processMessage } from "../../../runtime/processor/process-message";
import { sampleMessage } from "../../../tools/measure/sample/queue-message";
import { CONSENT_KEY, refuses } from "../../helpers/fake-providers";
import { type HappyProcessor, happyProcessorEnv } from "../../helpers/processor-env";
import { delivery } from "../../helpers/queue-message";
import { START } from "../../helpers/time-and-chance";

const test = suite("look");

const key = conversationKey(sampleMessage());
const who = { company_id: "ci-aaa-001", address: key.primary_channel };
const consentKey = consentKeyOf(CONSENT_KEY, who.company_id, who.address);
const item = newConsent(
  consentKey,
  who,
  { at: START, state: "suppressed", setBy: "company", source: "company", channel: null, evidence: null, by: "ada" },
  new Date(START),
);

const outcomeOf = ({ store, calls, asked }: HappyProcessor) => {
  const { send_state, conversation_status, failure_reason, next_check_at } = store.find(key) ?? {};
  return { asked: asked.length, called: calls.length, send_state, conversation_status, failure_reason, next_check_at };
};

/** Something happens right after the intent to send is on record. */
const afterCommit = (happy: HappyProcessor, act: () => void): HappyProcessor["env"] => ({
  ...happy.env,
  conversations: {
    ...happy.store.conversations,
    change: (where, change) =>
      pipe(
        happy.store.conversations.change(where, change),
        TE.chainFirstIOK(() => () => {
          if (change.set.send_state === "sending") act();
        }),
      ),
  },
});

const suppressed = { send_state: "failed", conversation_status: "suppressed", failure_reason: "suppressed" };

test("who has opted out is not written to: nothing is asked of anybody, the message is done, and a line of no alarm says so", async () => {
  const happy = happyProcessorEnv();
  happy.store.put(item);

  assert.equal(await processMessage(delivery())(happy.env)(), { _tag: "Done" });

  assert.equal(outcomeOf(happy), { asked: 0, called: 0, ...suppressed, next_check_at: undefined });
  assert.equal(
    happy.lines.map(({ level, event, status }) => [level, event, status]),
    [["info", "setback", "Suppressed"]],
  );
});

test("who opts out once the intent to send is on record is not written to either", async () => {
  const happy = happyProcessorEnv();

  assert.equal(await processMessage(delivery())(afterCommit(happy, () => happy.store.put(item)))(), { _tag: "Done" });

  assert.equal(outcomeOf(happy), { asked: 1, called: 0, ...suppressed, next_check_at: undefined });
});

test("another delivery of it is done with, too", async () => {
  const happy = happyProcessorEnv();
  happy.store.put(item);
  await processMessage(delivery())(happy.env)();

  assert.equal(await processMessage(delivery())(happy.env)(), { _tag: "Done" });
});

test("what is superseded while a worker writes is written no more, sent by nobody, and its message is done with", async () => {
  const happy = happyProcessorEnv();
  const { conversations, find } = happy.store;
  const tidied: HappyProcessor["env"] = {
    ...happy.env,
    conversations: {
      ...conversations,
      change: (where, change) =>
        change.set.send_state === "drafted"
          ? pipe(
              conversations.change(where, supersede(find(where) as unknown as Conversation, happy.clock.now())),
              TE.chain(() => conversations.change(where, change)),
            )
          : conversations.change(where, change),
    },
  };

  assert.equal(await processMessage(delivery())(tidied)(), { _tag: "Again", afterSeconds: 5 });
  assert.equal(await processMessage(delivery("whatsapp", {}, { receiveCount: 2 }))(happy.env)(), { _tag: "Done" });

  assert.equal(outcomeOf(happy), { asked: 1, called: 0, ...suppressed, next_check_at: undefined });
});

for (const [title, disturb] of [
  ["an item that cannot be read", ({ store }: HappyProcessor) => store.failNext("read", "before")],
  ["an item that is not as we write it", ({ store }: HappyProcessor) => store.put(consentKey)],
] as const)
  test(`${title} after the intent lets nothing go out, and the draft waits`, async () => {
    const happy = happyProcessorEnv();

    const answer = await processMessage(delivery())(afterCommit(happy, () => disturb(happy)))();

    assert.equal(answer, { _tag: "Again", afterSeconds: 5 });
    const { called, send_state, failure_reason } = outcomeOf(happy);
    assert.equal(
      [called, send_state, failure_reason],
      [0, "drafted", "carrier: whether the recipient may be written to is not known"],
    );
  });

const refusal = (code: string) => refuses({ _tag: "CarrierRefused", code });

for (const [code, states] of [
  ["21610", ["suppressed", "carrier"]],
  ["63014", ["suppressed", "carrier"]],
  ["21211", [undefined, undefined]],
  ["63024", [undefined, undefined]],
] as const)
  test(`a carrier's refusal ${code} is ${states[0] === undefined ? "no opt-out" : "an opt-out for all senders"}`, async () => {
    const happy = happyProcessorEnv({}, [refusal(code)]);

    assert.equal(await processMessage(delivery())(happy.env)(), { _tag: "Again", afterSeconds: 1 });

    const consent = happy.store.find(consentKey);
    assert.equal([consent?.state, consent?.source], states);
    assert.is(outcomeOf(happy).failure_reason, `carrier refused: ${code}`);
  });

test("a refusal by the carrier's list is not settled before the opt-out is on record", async () => {
  const happy = happyProcessorEnv({}, [refusal("21610"), refusal("21610")]);
  const consents = { ...happy.store.consents, putNew: () => TE.left({ _tag: "StoreUnavailable" as const }) };

  assert.equal(await processMessage(delivery())({ ...happy.env, consents })(), { _tag: "Again", afterSeconds: 5 });
  assert.equal([outcomeOf(happy).send_state, happy.store.find(consentKey)], ["drafted", undefined]);
  assert.ok(happy.lines.some(({ event, critical }) => event === "consent_unrecorded" && critical === true));

  await processMessage(delivery())(happy.env)();
  assert.equal([outcomeOf(happy).send_state, happy.store.find(consentKey)?.state], ["failed", "suppressed"]);
});

test("a consent item that is not as we write it stops the message before the assistant is paid", async () => {
  const happy = happyProcessorEnv();
  happy.store.put(consentKey);

  assert.ok(E.right(await processMessage(delivery())(happy.env)()));
  const { asked, send_state, failure_reason } = outcomeOf(happy);
  assert.equal([asked, send_state, String(failure_reason).slice(0, 13)], [0, "accepted", "consent item:"]);
});
