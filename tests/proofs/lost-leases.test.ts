import { test } from "uvu";
import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { accountOf } from "./support/account";
import { makeWorld } from "./support/world";
import { quick } from "./support/world-options";

/** Seconds; the heart never beats. */
const SHORT = { leaseSeconds: 30, heartbeatSeconds: 10_000 };

for (const channel of channels) {
  test(`${channel}: a call ends before the lease does, and the next worker does not meet it`, async () => {
    const world = makeWorld({ settings: SHORT, latencies: { ...quick, assistant: 38_000 } });
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run();
    const { sends, because } = accountOf(world, queued);
    assert.equal([sends, because], [0, "assistant: status 503"]);
    assert.equal(world.monitor.violations, []);
  });

  test(`${channel}: a worker whose lease was taken sends nothing, though it does not know`, async () => {
    const ahead = [0, 20_000];
    const world = makeWorld({
      settings: SHORT,
      latencies: { ...quick, assistant: 22_000 },
      skewMs: () => ahead.shift() ?? 0,
    });
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run(15_000);
    world.queues[channel].duplicate(0);
    await world.run();
    const { sends, end } = accountOf(world, queued);
    assert.equal([sends, end], [1, "sent"]);
    assert.equal(
      world.lines.filter(({ event }) => event === "unforeseen"),
      [],
    );
    // Their clocks differ: both have asked.
    assert.equal(
      world.monitor.violations.filter((one) => !one.startsWith("asking for")),
      [],
    );
  });
}
