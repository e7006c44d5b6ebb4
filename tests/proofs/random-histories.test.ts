import * as fc from "fast-check";
import { test } from "uvu";
import { seededRandom } from "../../tools/providers/injected-faults/seeded-random";
import { fixedId } from "../helpers/time-and-chance";
import { type Account, accountOf, faultsOfAccount } from "./support/account";
import { isQuick, proofRuns, proofSeed } from "./support/fault";
import { comeToRest, history } from "./support/history";
import { makeWorld, type World } from "./support/world";
import { type Permits, quick } from "./support/world-options";

/** The account of every request that was accepted, also of one that lost its id; those of one place are one. */
const accountsOf = (world: World): readonly Account[] =>
  [...new Map(world.accepted.map((one) => [JSON.stringify(one.key), one])).values()].map((one) =>
    accountOf(world, one),
  );

/** Under one request's id only one conversation is sent, whatever becomes of its attempts. */
const sendsPerRequest = (world: World): readonly string[] => {
  const sent = new Set(world.ledger.map(({ conversationId, message }) => `${conversationId}#${message.to}`));
  const requestIds = [...sent].map((conversationId) => conversationId.split("#")[2] ?? "");
  return requestIds.filter((id, place) => requestIds.indexOf(id) !== place).map((id) => `request ${id} sent again`);
};

/** Whoever was told that a request is cancelled was told the truth. */
const sentThoughCancelled = (world: World): readonly string[] =>
  world.cancelled
    .filter((id) => world.ledger.some(({ conversationId }) => conversationId.includes(fixedId(id))))
    .map((id) => `request ${id} is sent, and was cancelled`);

const tally: Record<Account["end"], number> = { sent: 0, failed: 0, delivery_unknown: 0, "dead letter": 0, lost: 0 };
let actionsLived = 0;
let sentTwice = 0;
let cancelled = 0;
let told = 0;

/** Milliseconds. */
const SLOWEST_WRITE_MS = 60;
const MOST_SKEW_MS = 2_000;

/** Loaded with what runs the program, which takes seconds. */
const declaredPermits = async (): Promise<Permits> => {
  const { declaredPolicies, permitsOf } = require("./support/permissions") as typeof import("./support/permissions");
  return permitsOf(await declaredPolicies());
};

test("whatever happens in whatever order, the invariants hold", async () => {
  const seed = proofSeed();
  const permits = isQuick ? () => true : await declaredPermits();
  const numRuns = proofRuns(isQuick ? 100 : 400);
  console.log(`random histories: ${numRuns} runs, seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(history, fc.nat(), async ({ receipts, indexLagMs, actions }, chance) => {
      const random = seededRandom(chance);
      const world = makeWorld({
        receipts,
        random,
        permits,
        latencies: { ...quick, store: () => Math.floor(random() * SLOWEST_WRITE_MS) },
        skewMs: () => Math.round((random() - 0.5) * 2 * MOST_SKEW_MS),
        indexLagMs: () => Math.floor(random() * indexLagMs),
      });
      for (const { live } of actions) await live(world);
      await comeToRest(world);
      const accounts = accountsOf(world);
      for (const { end } of accounts) tally[end] += 1;
      sentTwice += accounts.filter(({ sends }) => sends === 2).length;
      actionsLived += actions.length;
      cancelled += new Set(world.cancelled).size;
      told += world.told();
      const faults = [
        ...accounts.flatMap(faultsOfAccount),
        ...sendsPerRequest(world),
        ...sentThoughCancelled(world),
        ...world.monitor.violations,
      ];
      if (faults.length > 0) throw new Error(faults.join("; "));
    }),
    { seed, numRuns, endOnFailure: isQuick },
  );
});

test.after(() => {
  const ends = Object.entries(tally).map(([end, count]) => `${count} ${end}`);
  console.log(
    `random histories: ${actionsLived} actions; conversations: ${ends.join(", ")}; ${sentTwice} sent twice, and told; ${cancelled} cancelled; ${told} events told, as they happened`,
  );
});
