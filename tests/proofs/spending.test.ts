import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { decodeConversation } from "../../runtime/conversation/conversation";
import { resumeByOperator } from "../../runtime/conversation/operator-transitions";
import { channels } from "../../runtime/request/request";
import { seededRandom } from "../../tools/providers/injected-faults/seeded-random";
import { accountOf } from "./support/account";
import { type FaultKind, type FaultPlan, isQuick, proofSeed } from "./support/fault";
import { makeWorld, type World } from "./support/world";
import { quick } from "./support/world-options";

const HOUR_MS = 3_600_000;

/** A share of the calls of one port ends so, before or after they have had their effect. */
const sometimes =
  (random: () => number, port: string, share: number, kind: FaultKind): FaultPlan =>
  ({ name }) =>
    name === port && random() < share ? { when: random() < 0.5 ? "before" : "after", kind } : undefined;

const endsOf = (world: World): Readonly<Record<string, number>> => {
  const ends = world.accepted.map((queued) => {
    const { end, sends, because } = accountOf(world, queued);
    return `${end} ${sends}${end === "failed" ? ` ${because}` : ""}`;
  });
  return Object.fromEntries([...new Set(ends)].sort().map((end) => [end, ends.filter((one) => one === end).length]));
};

const testLimits = suite("daily limits");

const weathers: readonly (readonly [string, number, (random: () => number) => FaultPlan])[] = [
  ["nothing fails", isQuick ? 200 : 1_000, () => () => undefined],
  ["workers die when they count", 200, (random) => sometimes(random, "conversations.count", 0.05, "killed")],
  ["counts lose their answers", 200, (random) => sometimes(random, "conversations.count", 0.05, "timesOut")],
  ["workers die while it is written", 200, (random) => sometimes(random, "assistant.ask", 0.2, "killed")],
];

const TOMORROW = "it ends at 2026-11-21T00:00:00.000Z";

for (const [name, count, faultsOf] of weathers)
  testLimits(
    `${count} messages at once by a project with a daily limit of 100, ${name}: exactly 100 are sent`,
    async () => {
      const seed = proofSeed();
      const random = seededRandom(seed);
      const latencies = { ...quick, store: () => Math.ceil(random() * 40) };
      const world = makeWorld({ batchSize: 10, latencies, random, faults: faultsOf(random) });
      for (let id = 1_001; id <= 1_000 + count; id += 1)
        world.accept({ id, channel: channels[id % 3] ?? "sms", recipient: id, limits: { messages_per_day: 100 } });

      await world.run(6 * HOUR_MS);

      const refused = `failed 0 the limit messages_per_day (100) is reached; ${TOMORROW}`;
      const { "sent 1": sent = 0, "delivery_unknown 0": unknown = 0, ...others } = endsOf(world);
      assert.equal(others, { [refused]: count - 100 }, `seed ${seed}`);
      // A death takes the whole batch with it: an email that was just being sent is an operator's then.
      assert.equal([sent + unknown, unknown < (name.startsWith("workers die") ? 10 : 1)], [100, true], `seed ${seed}`);
      assert.equal(world.monitor.violations, []);
    },
  );

testLimits(
  "of many messages to one recipient as many are sent as its project allows, however its allowance is shared out",
  async () => {
    const world = makeWorld({ batchSize: 10, latencies: { ...quick, store: () => 5 } });
    const limits = { messages_per_day: 2_000, messages_per_recipient_per_day: 7 };
    for (let id = 1_001; id <= 1_060; id += 1) world.accept({ id, channel: "sms", recipient: id % 3, limits });

    await world.run(6 * HOUR_MS);

    const refused = `failed 0 the limit messages_per_recipient_per_day (7) is reached; ${TOMORROW}`;
    assert.equal(endsOf(world), { [refused]: 39, "sent 1": 21 });
  },
);

testLimits("what a limit refused costs no call of the assistant, and the next day has its own", async () => {
  const world = makeWorld();
  const limits = { messages_per_day: 2 };
  for (const id of [1_001, 1_002, 1_003]) world.accept({ id, channel: "email", recipient: id, limits });
  await world.run(HOUR_MS);
  assert.is(world.monitor.asks(), 2);

  await world.run(24 * HOUR_MS);
  world.accept({ id: 1_004, channel: "email", recipient: 4, limits });
  await world.run(HOUR_MS);

  assert.is(world.ledger.length, 3);
});

testLimits("tokens of a day are counted before a question is asked, by the most that it may take", async () => {
  const world = makeWorld({ batchSize: 10, latencies: { ...quick, store: () => 5 } });
  const limits = { assistant_tokens_per_day: 50_000, messages_per_day: 1_000 };
  for (let id = 1_001; id <= 1_030; id += 1) world.accept({ id, channel: "sms", recipient: id, limits });

  await world.run(6 * HOUR_MS);

  const sent = world.ledger.length;
  assert.ok(sent > 5 && sent < 50_000 / 4_096, `${sent} sent`);
  assert.match(Object.keys(endsOf(world)).join(), "the limit assistant_tokens_per_day (50000) is reached");
});

const testBudget = suite("a conversation's budget");

const BUDGET = 7;

/** An operator's command: the sweeper picks it up again. */
const resume = async (world: World): Promise<void> => {
  const [queued] = world.accepted;
  const record = decodeConversation(queued === undefined ? {} : world.store.find(queued.key));
  if (E.isLeft(record)) throw new Error(record.left.reason);
  const change = resumeByOperator(record.right, { reason: "again", by: "ops", at: world.time.clock.now() });
  await world.store.conversations.change(record.right, change)();
};

for (const [what, fault] of [
  ["workers are killed while it writes", { when: "after", kind: "killed" }],
  ["workers hang until their end", { when: "before", kind: "hangs" }],
  ["it is throttled", { when: "before", kind: "throttled" }],
] as const)
  for (const channel of channels)
    testBudget(
      `${channel}: costs no more calls of the assistant than it allows, whatever dies, comes again or is resumed, where ${what}`,
      async () => {
        const world = makeWorld();
        world.weather.faults = ({ name }) => (name === "assistant.ask" ? fault : undefined);
        const limits = { assistant_calls_per_conversation: BUDGET };
        const queued = world.accept({ id: 1_001, channel, recipient: 1, limits });
        await world.run(48 * HOUR_MS);
        for (let round = 0; round < 4; round += 1) {
          world.queues[channel].duplicate(0);
          world.queues[channel].redrive();
          await world.run(24 * HOUR_MS);
          await resume(world);
          await world.run(24 * HOUR_MS);
        }
        world.weather.faults = () => undefined;
        world.queues[channel].redrive();
        await world.run(24 * HOUR_MS);

        assert.ok(world.monitor.asks() > 1 && world.monitor.asks() <= BUDGET, `${world.monitor.asks()} calls`);
        const { conversation_status, failure_reason, assistant_calls } = world.store.find(queued.key) ?? {};
        assert.equal([conversation_status, assistant_calls], ["failed_to_process_ai", BUDGET]);
        assert.match(String(failure_reason), `assistant: the conversation has had its ${BUDGET} calls`);
        assert.equal(world.monitor.violations, []);
      },
    );

testBudget("costs no more tokens than it allows", async () => {
  const world = makeWorld();
  const limits = { assistant_tokens_per_conversation: 4_096 };
  world.accept({ id: 1_001, channel: "sms", recipient: 1, limits });
  await world.run(48 * HOUR_MS);
  assert.equal([world.monitor.asks(), Object.keys(endsOf(world))], [0, ["dead letter 0"]]);
});
