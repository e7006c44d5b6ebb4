import { test } from "uvu";
import * as assert from "uvu/assert";
import { accountOf } from "./support/account";
import type { CarrierMood } from "./support/carrier-model";
import type { Request } from "./support/requests";
import { makeWorld, type World } from "./support/world";
import { WORDS } from "./support/world-options";

const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

type Course = {
  readonly name: string;
  readonly live: (world: World, requests: readonly Request[]) => Promise<void>;
  /** Of the first and of the second request, which has other words, and of the third, which has the first one's. */
  readonly ends: readonly string[];
};

const be = (world: World, mood: CarrierMood): void => {
  world.weather.mood = () => mood;
};

/** Accepts some of the requests while the carrier is in a mood, and has it take everything from then on. */
const during =
  (mood: CarrierMood, ...which: readonly number[]) =>
  async (world: World, requests: readonly Request[]): Promise<void> => {
    be(world, mood);
    for (const nth of which) {
      const request = requests[nth];
      if (request !== undefined) world.accept(request);
      await world.run(SECOND_MS);
    }
    await world.run(30 * SECOND_MS);
    be(world, "takes");
  };

const courses: readonly Course[] = [
  { name: "taken, and the answer lost", live: during("loses its answer", 0), ends: ["sent, 1 send"] },
  { name: "never taken", live: during("never answers", 0), ends: ["sent, 1 send"] },
  {
    name: "never taken, and a stranger's message between the two",
    live: async (world, requests) => {
      await during("never answers", 0)(world, requests);
      for (const request of requests.slice(0, 1)) world.strangerSends(request);
    },
    ends: ["sent, 1 send"],
  },
  {
    name: "taken, and a stranger's message between the two",
    live: async (world, requests) => {
      await during("loses its answer", 0)(world, requests);
      for (const request of requests.slice(0, 1)) world.strangerSends(request);
    },
    ends: ["sent, 1 send"],
  },
  {
    name: "two of ours with different words, both taken",
    live: during("loses its answer", 0, 1),
    ends: ["sent, 1 send", "sent, 1 send"],
  },
  {
    name: "two of ours with different words, the first taken",
    live: async (world, requests) => {
      await during("loses its answer", 0)(world, requests);
      await during("never answers", 1)(world, requests);
    },
    ends: ["sent, 1 send", "sent, 1 send"],
  },
  {
    name: "two of ours with the same words, the first of which is known to be taken",
    live: async (world, requests) => {
      await during("takes", 0)(world, requests);
      await during("never answers", 2)(world, requests);
    },
    ends: ["sent, 1 send", "sent, 1 send"],
  },
  {
    name: "two of ours with the same words, both taken at once",
    live: during("loses its answer", 0, 2),
    ends: ["delivery_unknown, 1 send", "delivery_unknown, 1 send"],
  },
  {
    name: "two of ours with the same words, half a minute apart, the first of them taken",
    live: async (world, requests) => {
      world.weather.listingDelayMs = 120 * SECOND_MS;
      await during("loses its answer", 0)(world, requests);
      await during("never answers", 2)(world, requests);
    },
    ends: ["sent, 1 send", "sent, 1 send"],
  },
  {
    name: "listed after two minutes",
    live: async (world, requests) => {
      world.weather.listingDelayMs = 120 * SECOND_MS;
      await during("loses its answer", 0)(world, requests);
    },
    ends: ["sent, 1 send"],
  },
  {
    name: "listed after an hour",
    live: async (world, requests) => {
      world.weather.listingDelayMs = HOUR_MS;
      await during("loses its answer", 0)(world, requests);
    },
    ends: ["sent, 2 sends, told"],
  },
  {
    name: "listed after an hour, by an account that the secret names no more when it is looked for again",
    live: async (world, requests) => {
      world.weather.listingDelayMs = HOUR_MS;
      await during("loses its answer", 0)(world, requests);
      await world.run(2 * HOUR_MS);
      world.weather.secrets = { ...world.weather.secrets, account: 2 };
    },
    ends: ["sent, 2 sends, told"],
  },
  {
    name: "taken by an account that the secret does not name any more",
    live: async (world, requests) => {
      world.weather.listingDelayMs = 120 * SECOND_MS;
      await during("loses its answer", 0)(world, requests);
      world.weather.secrets = { ...world.weather.secrets, account: 2 };
    },
    ends: ["delivery_unknown, 1 send"],
  },
  {
    name: "never taken at all",
    live: async (world, requests) => {
      await during("never answers", 0)(world, requests);
      be(world, "never answers");
    },
    ends: ["delivery_unknown, 0 sends, told"],
  },
];

const tell = ({ end, sends, told }: ReturnType<typeof accountOf>): string =>
  `${end}, ${sends} ${sends === 1 ? "send" : "sends"}${told ? ", told" : ""}`;

for (const channel of ["whatsapp", "sms"] as const)
  for (const { name, live, ends } of courses)
    test(`${channel}, ${name}: ${ends.join("; ")}`, async () => {
      const world = makeWorld({ receipts: false });
      const ids = [1_001, 1_002, 1_001 + WORDS.length];
      await live(
        world,
        ids.map((id) => ({ id, channel, recipient: 1 })),
      );
      await world.run();
      assert.equal(
        world.accepted.map((queued) => tell(accountOf(world, queued))),
        ends,
      );
      assert.equal(world.monitor.violations, []);
    });
