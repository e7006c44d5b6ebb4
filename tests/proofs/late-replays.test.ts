import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Channel, channels } from "../../runtime/request/request";
import { accountOf } from "./support/account";
import type { CarrierMood } from "./support/carrier-model";
import { makeWorld } from "./support/world";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const replays = [
  ["24 hours", DAY],
  ["13 days", 13 * DAY],
  ["14 days", 14 * DAY],
  ["28 days less a minute", 28 * DAY - 60_000],
  ["28 days and a minute", 28 * DAY + 60_000],
] as const;

/** How the first delivery went, and what has become of it by the end. */
const beginnings: readonly (readonly [CarrierMood, readonly number[], readonly string[]])[] = [
  ["takes", [1], ["sent"]],
  ["loses its answer", [1], ["sent", "delivery_unknown"]],
  ["refuses for good", [0], ["failed"]],
];

for (const channel of channels)
  for (const [mood, sends, ends] of beginnings)
    for (const [later, ms] of replays)
      test(`${channel}: a message whose carrier first ${mood}, delivered and requested again ${later} later, is not sent again`, async () => {
        const world = makeWorld({ receipts: false });
        world.weather.mood = () => mood;
        const queued = world.accept({ id: 1_001, channel, recipient: 1 });
        await world.run(HOUR);
        world.weather.mood = () => "takes";
        await world.run(ms - HOUR);

        world.queues[channel].duplicate(0);
        world.queues[channel].redrive();
        world.accept({ id: 1_001, channel, recipient: 1 });
        await world.run();

        const account = accountOf(world, queued);
        assert.ok(sends.includes(account.sends), `${account.sends} sends`);
        assert.ok(ends.includes(account.end) || account.end === "dead letter", account.end);
        assert.equal(world.monitor.violations, []);
      });

/** A world whose secrets have been missing since its message came, that long ago. */
const withoutSecrets = async (channel: Channel, ms: number) => {
  const world = makeWorld({ receipts: false });
  world.weather.secretsAreMissing = true;
  const queued = world.accept({ id: 1_001, channel, recipient: 1 });
  await world.run(ms);
  return { world, queued };
};

for (const channel of channels) {
  test(`${channel}: what had failed for want of a secret is completed by a redrive on day 13, once`, async () => {
    const { world, queued } = await withoutSecrets(channel, 13 * DAY);
    const { because, ...failed } = accountOf(world, queued);
    assert.equal(failed, { sends: 0, told: false, end: "dead letter" });
    assert.match(because, "ResourceNotFoundException");

    world.weather.secretsAreMissing = false;
    world.queues[channel].redrive();
    world.queues[channel].duplicate(0);
    await world.run();

    assert.equal(accountOf(world, queued), {
      sends: 1,
      told: false,
      end: "sent",
      because: "initial_message_sent, sent",
    });
    assert.equal(world.monitor.violations, []);
  });

  test(`${channel}: what was never begun is sent up to 28 days after it was accepted, and not a minute later`, async () => {
    for (const [ms, sends] of [
      [28 * DAY, 1],
      [28 * DAY + 60_000, 0],
    ] as const) {
      const { world, queued } = await withoutSecrets(channel, ms);
      world.weather.secretsAreMissing = false;
      world.queues[channel].redrive();
      await world.run();
      assert.equal([accountOf(world, queued).sends, world.queues[channel].deadLetters().length], [sends, 1 - sends]);
    }
  });
}

for (const channel of channels)
  test(`${channel}: what comes again after its recipient's data were erased is neither sent nor stored`, async () => {
    const world = makeWorld({ receipts: false });
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(HOUR);
    const guard = world.store.records().find((item) => item.winner !== undefined);
    world.store.put({ ...guard, erased_at: world.time.clock.now().toISOString() });
    world.store.remove(queued.key);
    world.queues[channel].duplicate(0);
    await world.run();
    assert.equal([world.ledger.length, world.store.find(queued.key)], [1, undefined]);
  });

test("what is given up is left alone until it is redriven, and has failed once it is too old to be sent", async () => {
  const { world, queued } = await withoutSecrets("sms", 2 * DAY);
  world.weather.secretsAreMissing = false;
  /** Somebody else's uncertain send, so that the sweeper runs. */
  const sweep = async (id: number): Promise<unknown> => {
    world.weather.mood = () => "loses its answer";
    world.accept({ id, channel: "whatsapp", recipient: 2 });
    await world.run(HOUR);
    return [world.store.find(queued.key)?.send_state, accountOf(world, queued).sends];
  };
  assert.equal(await sweep(1_002), ["accepted", 0]);
  await world.run(27 * DAY);
  assert.equal(await sweep(1_003), ["failed", 0]);
});
