import { suite } from "uvu";
import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import { seededRandom } from "../../tools/providers/injected-faults/seeded-random";
import { accountOf } from "./support/account";
import type { CarrierMood } from "./support/carrier-model";
import { isQuick, proofSeed } from "./support/fault";
import { makeWorld, type World } from "./support/world";
import { quick } from "./support/world-options";

const testPoison = suite("poison messages");

const poisons: Readonly<Record<string, string>> = {
  "not JSON": "{",
  "not a context object": '{"frontend_payload":{}}',
  "a context object without its recipient's consent": '{"frontend_payload":{"recipient_data":{"comms_consent":"yes"}}}',
};

for (const [name, poison] of Object.entries(poisons))
  for (const maxReceiveCount of [1, 3, 5])
    testPoison(
      `${name}, among ten: nine are sent, and it is with the dead letters after ${maxReceiveCount} receives`,
      async () => {
        const world = makeWorld({ batchSize: 10, settings: { maxReceiveCount } });
        for (let id = 1_001; id <= 1_009; id += 1) world.accept({ id, channel: "whatsapp", recipient: id });
        world.queues.whatsapp.send(poison);

        await world.run();

        const ends = world.accepted
          .map((queued) => accountOf(world, queued))
          .map(({ sends, end }) => `${end} ${sends}`);
        assert.equal(ends, Array(9).fill("sent 1"));
        assert.equal(world.queues.whatsapp.deadLetters(), [{ body: poison, receives: maxReceiveCount }]);
        assert.is(world.monitor.asks(), 9);
        assert.equal(world.monitor.violations, []);
      },
    );

const testOutages = suite("half an hour's outage");

const MINUTE = 60_000;
const CONVERSATIONS = isQuick ? 40 : 200;
const BEFORE = 10;
const OUTAGE = 30;
const AFTER = 10;

type Outage = { readonly begin: (world: World, random: () => number) => void; readonly end: (world: World) => void };

const carrierIn = (...moods: readonly CarrierMood[]): Outage => ({
  begin: (world, random) => {
    world.weather.mood = () => moods[Math.floor(random() * moods.length)] ?? "fails";
  },
  end: (world) => {
    world.weather.mood = () => "takes";
  },
});

const outages: Readonly<Record<string, Outage>> = {
  "OpenAI answers 503": {
    begin: ({ weather }) => {
      weather.assistantIsDown = true;
    },
    end: ({ weather }) => {
      weather.assistantIsDown = false;
    },
  },
  "the carriers answer 503": carrierIn("fails"),
  "the carriers answer 503 and have taken some": carrierIn("fails", "fails and takes"),
  "the carriers answer 429": carrierIn("is throttling"),
  "the carriers refuse connections": carrierIn("refuses connections"),
  "the carriers fail in every way in turn": carrierIn("fails", "is throttling", "refuses connections"),
};

for (const [name, outage] of Object.entries(outages))
  for (const receipts of name.includes("have taken") ? [true, false] : [false])
    testOutages(
      `${name}, receipts ${receipts ? "on" : "off"}: ${CONVERSATIONS} conversations of any age are sent once each, and nobody lifts a finger`,
      async () => {
        const seed = proofSeed();
        const random = seededRandom(seed);
        const world = makeWorld({
          receipts,
          random,
          batchSize: 10,
          latencies: { ...quick, store: () => 5, assistant: 20_000, carrier: 5_000 },
        });
        const pause = ((BEFORE + OUTAGE + AFTER) * MINUTE) / CONVERSATIONS;
        let inOutage = false;
        for (let nth = 0; nth < CONVERSATIONS; nth += 1) {
          const minute = (nth * pause) / MINUTE;
          const isOut = minute >= BEFORE && minute < BEFORE + OUTAGE;
          if (isOut && !inOutage) outage.begin(world, random);
          if (!isOut && inOutage) outage.end(world);
          inOutage = isOut;
          world.accept({ id: 1_001 + nth, channel: channels[nth % channels.length] ?? "whatsapp", recipient: nth });
          await world.run(pause);
        }
        await world.run();

        const ends = world.accepted
          .map((queued) => ({ queued, ...accountOf(world, queued) }))
          .filter(({ end, sends }) => end !== "sent" || sends !== 1)
          // A mail that was taken without a word shows in a receipt, or not at all.
          .filter(
            ({ queued, end }) =>
              receipts ||
              queued.request.channel !== "email" ||
              end !== "delivery_unknown" ||
              !name.includes("have taken"),
          );
        assert.equal(
          ends.map(({ end, sends, because }) => `${end}, ${sends} sends: ${because}`),
          [],
          `seed ${seed}`,
        );
        assert.equal(
          channels.flatMap((channel) => world.queues[channel].deadLetters()),
          [],
        );
        assert.equal(world.monitor.violations, []);
      },
    );

const SAME_WORDS = "a role";

/** Two conversations of a channel per recipient, half a minute to minutes apart. */
const recipientOfTwo = (nth: number): number => (nth % 6 < 3 ? nth : nth - 3);

for (const words of ["different", "the same"])
  testOutages(
    `the carriers answer 503 and have taken some, two messages with ${words} words to each recipient: nothing is lost, nothing is sent twice${words === "different" ? ", and nobody lifts a finger" : ""}`,
    async () => {
      const seed = proofSeed();
      const random = seededRandom(seed);
      const world = makeWorld({
        receipts: false,
        random,
        batchSize: 10,
        latencies: { ...quick, store: () => 5, carrier: 5_000 },
        ...(words === "different" ? {} : { words: () => SAME_WORDS }),
      });
      carrierIn("fails", "fails and takes").begin(world, random);
      for (let nth = 0; nth < CONVERSATIONS; nth += 1) {
        const channel = channels[nth % channels.length] ?? "whatsapp";
        if (channel !== "email") world.accept({ id: 1_001 + nth, channel, recipient: recipientOfTwo(nth) });
        await world.run((OUTAGE * MINUTE) / CONVERSATIONS);
      }
      world.weather.mood = () => "takes";
      await world.run();

      const accounts = world.accepted.map((queued) => accountOf(world, queued));
      const wrong = accounts.filter(
        ({ end, sends, told }) =>
          (sends > 1 && !told) ||
          (end !== "sent" && (words === "different" || end !== "delivery_unknown")) ||
          (end === "sent" && sends === 0),
      );
      assert.equal(wrong, [], `seed ${seed}`);
      assert.equal(world.monitor.violations, []);
    },
  );
