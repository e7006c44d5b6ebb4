import { suite } from "uvu";
import * as assert from "uvu/assert";
import { accountOf } from "./support/account";
import { makeWorld } from "./support/world";

const test = suite("poison messages");

const poisons: Readonly<Record<string, string>> = {
  "not JSON": "{",
  "not a context object": '{"frontend_payload":{}}',
  "a context object without its recipient's consent": '{"frontend_payload":{"recipient_data":{"comms_consent":"yes"}}}',
};

for (const [name, poison] of Object.entries(poisons))
  for (const maxReceiveCount of [1, 3, 5])
    test(`${name}, among ten: nine are sent, and it is with the dead letters after ${maxReceiveCount} receives`, async () => {
      const world = makeWorld({ batchSize: 10, settings: { maxReceiveCount } });
      for (let id = 1_001; id <= 1_009; id += 1) world.accept({ id, channel: "whatsapp", recipient: id });
      world.queues.whatsapp.send(poison);

      await world.run();

      const ends = world.accepted.map((queued) => accountOf(world, queued)).map(({ sends, end }) => `${end} ${sends}`);
      assert.equal(ends, Array(9).fill("sent 1"));
      assert.equal(world.queues.whatsapp.deadLetters(), [{ body: poison, receives: maxReceiveCount }]);
      assert.is(world.monitor.asks(), 9);
      assert.equal(world.monitor.violations, []);
    });

test.run();
