import { test } from "uvu";
import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { accountOf } from "./support/account";
import type { FaultPlan } from "./support/fault";
import { makeWorld } from "./support/world";

/** The table takes nothing more from the worker once its carrier has answered. */
const noMoreWritesAfterSending = (): FaultPlan => {
  let sent = false;
  return ({ name, process }) => {
    if (name === "carrier.send") sent = true;
    const isWorkers = sent && process === "processor" && name.startsWith("conversations.");
    return isWorkers ? { when: "before", kind: "throttled" } : undefined;
  };
};

for (const channel of channels)
  for (const receipts of [true, false])
    test(`${channel}, ${receipts ? "with" : "without"} receipts: an alarm, no second send, and it heals as far as anybody can tell`, async () => {
      const faults = noMoreWritesAfterSending();
      // A receipt that came before the worker's own update would spare us the failure.
      const world = makeWorld({ receipts: false, faults });
      const queued = world.accept({ id: 1_001, channel, recipient: 1 });
      await world.run(10_000);

      assert.equal(
        world.lines
          .filter(({ critical }) => critical)
          .map(({ level, event, status, message_id }) => ({ level, event, status, message_id })),
        [{ level: "error", event: "setback", status: "SentButUnrecorded", message_id: world.ledger[0]?.messageId }],
      );
      assert.is(world.store.find(queued.key)?.send_state, "sending");

      world.weather.faults = () => undefined;
      const [entry] = world.ledger;
      if (receipts && entry !== undefined) world.post(entry, "delivered");
      await world.run();

      const { sends, end } = accountOf(world, queued);
      assert.equal({ sends, end }, { sends: 1, end: channel === "email" && !receipts ? "delivery_unknown" : "sent" });
      assert.is(
        world.store.find(queued.key)?.delivery_status,
        receipts ? "delivered" : channel === "email" ? null : "queued",
      );
      assert.equal(world.queues[channel].deadLetters(), []);
      assert.is(world.monitor.asks(), 1);
      assert.equal(world.monitor.violations, []);
    });

for (const channel of channels)
  test(`${channel}: a receipt that is faster than the failing update spares the alarm`, async () => {
    const world = makeWorld({ latencies: { store: () => 0, secrets: 0, template: 0, assistant: 100, carrier: 6_000 } });
    world.weather.faults = ({ name, process }) =>
      process === "processor" && name === "conversations.change" && world.ledger.length > 0
        ? { when: "before", kind: "throttled" }
        : undefined;
    const queued = world.accept({ id: 1_001, channel, recipient: 1 });
    await world.run();
    assert.equal(accountOf(world, queued).end, "sent");
    assert.equal(
      world.lines.filter(({ critical }) => critical),
      [],
    );
    assert.equal([world.ledger.length, ...world.monitor.violations], [1]);
  });
