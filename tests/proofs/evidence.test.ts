import { test } from "uvu";
import * as assert from "uvu/assert";
import { accountOf } from "./support/account";
import type { CarrierMood } from "./support/carrier-model";
import type { Request } from "./support/requests";
import { makeWorld, type World } from "./support/world";
import { WORDS } from "./support/world-options";

const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;

type Step = (world: World, requests: readonly Request[]) => unknown;

const be = (world: World, mood: CarrierMood): void => {
  world.weather.mood = () => mood;
};

/** Accepts some of the requests while the carrier is in a mood, and has it take everything from then on. */
const during =
  (mood: CarrierMood, ...which: readonly number[]): Step =>
  async (world, requests) => {
    be(world, mood);
    for (const nth of which) {
      const request = requests[nth];
      if (request !== undefined) world.accept(request);
      await world.run(SECOND_MS);
    }
    await world.run(30 * SECOND_MS);
    be(world, "takes");
  };
const strangerSends: Step = (world, requests) => requests.slice(0, 1).forEach(world.strangerSends);
const listedAfter =
  (ms: number): Step =>
  ({ weather }) => {
    weather.listingDelayMs = ms;
  };
const secretNamesAnother: Step = ({ weather }) => {
  weather.secrets = { ...weather.secrets, account: 2 };
};

const twice = ["sent, 1 send", "sent, 1 send"];

/** What happens, and the ends of the first and of the second request, which has other words, and of the third, which has the first one's. */
const courses: readonly (readonly [name: string, steps: readonly Step[], ends: readonly string[]])[] = [
  ["taken, and the answer lost", [during("loses its answer", 0)], ["sent, 1 send"]],
  ["never taken", [during("never answers", 0)], ["sent, 1 send"]],
  [
    "never taken, and a stranger's message between the two",
    [during("never answers", 0), strangerSends],
    ["sent, 1 send"],
  ],
  ["taken, and a stranger's message between the two", [during("loses its answer", 0), strangerSends], ["sent, 1 send"]],
  ["two of ours with different words, both taken", [during("loses its answer", 0, 1)], twice],
  [
    "two of ours with different words, the first taken",
    [during("loses its answer", 0), during("never answers", 1)],
    twice,
  ],
  [
    "two of ours with the same words, the first of which is known to be taken",
    [during("takes", 0), during("never answers", 2)],
    twice,
  ],
  [
    "two of ours with the same words, both taken at once",
    [during("loses its answer", 0, 2)],
    ["delivery_unknown, 1 send", "delivery_unknown, 1 send"],
  ],
  [
    "two of ours with the same words, half a minute apart, the first of them taken",
    [listedAfter(120 * SECOND_MS), during("loses its answer", 0), during("never answers", 2)],
    twice,
  ],
  ["listed after two minutes", [listedAfter(120 * SECOND_MS), during("loses its answer", 0)], ["sent, 1 send"]],
  ["listed after an hour", [listedAfter(HOUR_MS), during("loses its answer", 0)], ["sent, 2 sends, told"]],
  [
    "listed after an hour, by an account that the secret names no more when it is looked for again",
    [listedAfter(HOUR_MS), during("loses its answer", 0), (world) => world.run(2 * HOUR_MS), secretNamesAnother],
    ["sent, 2 sends, told"],
  ],
  [
    "taken by an account that the secret does not name any more",
    [listedAfter(120 * SECOND_MS), during("loses its answer", 0), secretNamesAnother],
    ["delivery_unknown, 1 send"],
  ],
  [
    "never taken at all",
    [during("never answers", 0), (world) => be(world, "never answers")],
    ["delivery_unknown, 0 sends, told"],
  ],
];

const tell = ({ end, sends, told }: ReturnType<typeof accountOf>): string =>
  `${end}, ${sends} ${sends === 1 ? "send" : "sends"}${told ? ", told" : ""}`;

for (const channel of ["whatsapp", "sms"] as const)
  for (const [name, steps, ends] of courses)
    test(`${channel}, ${name}: ${ends.join("; ")}`, async () => {
      const world = makeWorld({ receipts: false });
      const ids = [1_001, 1_002, 1_001 + WORDS.length];
      const requests = ids.map((id) => ({ id, channel, recipient: 1 }));
      for (const step of steps) await step(world, requests);
      await world.run();
      assert.equal(
        world.accepted.map((queued) => tell(accountOf(world, queued))),
        ends,
      );
      assert.equal(world.monitor.violations, []);
    });
