import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Channel, channels } from "../../runtime/request/request";
import { seededRandom } from "../../tools/providers/injected-faults/seeded-random";
import { accountOf, faultsOfAccount } from "./support/account";
import { type DeskAnswer, deskIn } from "./support/desk";
import { type Fault, FULL_MATRIX_RUNS, proofRuns, proofSeed } from "./support/fault";
import { happy, type Scenario, scenarios } from "./support/scenario";
import { makeWorld, type World } from "./support/world";
import { slow } from "./support/world-options";

const ID = 1_001;
/** Clients that cancel at the same moment. */
const AT_ONCE = 3;
type Race = {
  readonly scenario: Scenario;
  readonly channel: Channel;
  readonly at: number;
  readonly when: Fault["when"];
  readonly seed: number;
};

const start = (scenario: Scenario, channel: Channel) => {
  const world = makeWorld({
    latencies: slow,
    settings: { maxReceiveCount: scenario.maxReceiveCount },
    faults: scenario.already(),
  });
  return { world, queued: world.accept({ id: ID, channel, recipient: 1 }) };
};

const toRest = async (world: World, channel: Channel): Promise<void> => {
  await world.run();
  for (let redrives = 0; redrives < 3 && world.queues[channel].deadLetters().length > 0; redrives += 1) {
    world.queues[channel].redrive();
    await world.run();
  }
};

/** What is asked once everything has come to rest; the desk's reads take their time. */
const atRest = async (world: World, ask: () => Promise<DeskAnswer>): Promise<DeskAnswer> => {
  const answer = ask();
  await world.run();
  return answer;
};

const told = ({ status, body }: DeskAnswer): string =>
  status === 200 ? `cancelled at ${body.cancelled_at}` : String(body.error_code);

const isCancelled = ({ status }: DeskAnswer): boolean => status === 200;

/** The one outcome, by the carrier's ledger, as everybody is told it. */
const race = async ({ scenario, channel, at, when, seed }: Race): Promise<readonly string[]> => {
  const { world, queued } = start(scenario, channel);
  const desk = deskIn(world, seededRandom(seed), ID);
  const asked: Promise<DeskAnswer>[] = [];
  world.weather.meanwhile = (call, side) => {
    if (call.index === at && side === when && asked.length === 0)
      asked.push(...Array.from({ length: AT_ONCE }, () => desk.cancel()));
  };
  await toRest(world, channel);
  const early = await Promise.all(asked);
  const last = await atRest(world, desk.cancel);
  const { body } = await atRest(world, desk.status);
  const account = accountOf(world, queued);
  const cancelled = early.filter(isCancelled);
  if (early.length === 0) outcomes["not asked in time"] += 1;
  else outcomes[cancelled.length > 0 ? "cancelled" : "too late"] += 1;
  const expected = { sent: "ALREADY_SENT", delivery_unknown: "BEING_SENT" }[String(account.end)];
  const all = [...early, last].map(told);
  return [
    ...faultsOfAccount(account),
    ...world.monitor.violations,
    ...(new Set([...cancelled, ...(isCancelled(last) ? [last] : [])].map(told)).size > 1 ? ["cancelled twice"] : []),
    ...(cancelled.length > 0 && account.sends > 0 ? [`cancelled, and ${account.sends} sent`] : []),
    ...(cancelled.length > 0 && body.conversation_status !== "cancelled" ? [`told ${body.conversation_status}`] : []),
    ...(isCancelled(last) === (expected === undefined) ? [] : [`ends ${account.end}, told ${told(last)}`]),
    ...(expected !== undefined && told(last) !== expected ? [`ends ${account.end}, told ${told(last)}`] : []),
    ...(world.queues[channel].deadLetters().length > 0 && cancelled.length > 0 ? ["among the dead letters"] : []),
  ].map((fault) => `${fault} (${all.join(", ")}; ${account.because})`);
};

const isFull = proofRuns(1) >= FULL_MATRIX_RUNS;
/** Races at each boundary, of which each has latencies of its own. */
const RACES = Math.min(proofRuns(1), 100);

let races = 0;
let boundaries = 0;
const outcomes = { cancelled: 0, "too late": 0, "not asked in time": 0 };

/** Where something goes wrong anyway, the channels take turns in a usual run. */
const isRaced = (scenario: Scenario, channel: Channel, at: number): boolean =>
  isFull || scenario === happy || channel === channels[at % channels.length];

for (const scenario of scenarios)
  test(`cancelling at every boundary, ${scenario.name}: one outcome, told alike to all`, async () => {
    const seed = proofSeed();
    const wrong: string[] = [];
    for (const channel of channels) {
      const { world } = start(scenario, channel);
      await toRest(world, channel);
      for (const [at, name] of world.calls.entries()) {
        if (!isRaced(scenario, channel, at)) continue;
        boundaries += 1;
        for (const when of ["before", "after"] as const)
          for (let nth = 0; nth < RACES; nth += 1) {
            const one = { scenario, channel, at, when, seed: seed + 7 * at + nth };
            races += 1;
            for (const fault of await race(one))
              wrong.push(`${channel} ${when} call ${at} (${name}), seed ${one.seed}: ${fault}`);
          }
      }
    }
    assert.equal(wrong.slice(0, 5), []);
  });

test("they end both ways", () => {
  assert.ok(outcomes.cancelled > races / 4 && outcomes["too late"] > races / 10, JSON.stringify(outcomes));
  const ends = Object.entries(outcomes).map(([end, count]) => `${count} ${end}`);
  console.log(
    `cancel: ${races} races (${boundaries} boundaries × 2 sides × ${RACES}; 3 channels, ${scenarios.length} courses), ${AT_ONCE} at once: ${ends.join(", ")}`,
  );
});
