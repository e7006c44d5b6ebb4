import { test } from "uvu";
import * as assert from "uvu/assert";
import { channels } from "../../runtime/request/request";
import type { Account } from "./support/account";
import {
  type FaultKind,
  FULL_MATRIX_RUNS,
  faultKinds,
  isCovered,
  isLate,
  isQuick,
  isWrite,
  lateKinds,
  proofRuns,
} from "./support/fault";
import { boundariesOf, type Case, happy, play, scenarios, unsent } from "./support/scenario";

const sides = ["before", "after"] as const;
const MOST_TOLD = 10;
const isFull = proofRuns(1) >= FULL_MATRIX_RUNS;

/** The plain course is struck with everything; the others too, given the time. */
const kindsFor = ({ scenario }: Pick<Case, "scenario">): readonly FaultKind[] =>
  !isQuick && (isFull || scenario === happy) ? faultKinds : ["killed"];

const strikes = (boundaries: readonly string[], course: Omit<Case, "at" | "fault">): readonly Case[] =>
  boundaries.flatMap((name, at) =>
    [...kindsFor(course), ...(isWrite(name) && (isFull || !course.scenario.losesItsWorker) ? lateKinds : [])].flatMap(
      (kind) => sides.map((when) => ({ ...course, at, fault: { when, kind } })),
    ),
  );

/** The last write before the call. */
const commitIn = (boundaries: readonly string[]): number =>
  boundaries.lastIndexOf("conversations.change", boundaries.indexOf("carrier.send"));

/** Only email may end in not knowing: struck between commit and answer, and without a receipt that says more. A write that lands late is no reason. */
const mayBeUnknown = (one: Case, sends: number, boundaries: readonly string[]): boolean => {
  const { channel, receipts, scenario, at = 0, fault } = one;
  if (channel !== "email" || (sends > 0 && receipts)) return false;
  if (scenario.losesItsWorker) return true;
  return !isLate(fault) && at >= commitIn(boundaries);
};

/** A list that has none is believed once: who is struck twice between commit and call ends with an operator, unsent. */
const isStruckTwice = ({ scenario }: Case, { sends, because }: Account): boolean =>
  scenario === unsent && sends === 0 && because === "the carrier has none of 2 attempts";

const tell = (one: Case, boundaries: readonly string[]): string =>
  `${one.channel}, receipts ${one.receipts ? "on" : "off"}, ${one.scenario.name}: ` +
  `${one.fault?.kind} ${one.fault?.when} call ${one.at} (${boundaries[one.at ?? 0]})`;

const tally = { runs: 0, boundaries: 0, sent: 0, unknown: 0, told: 0 };

for (const scenario of isQuick ? [happy] : scenarios) {
  test(`${scenario.name}: whatever is struck, nothing is lost and nothing is sent twice`, async () => {
    const wrong: string[] = [];
    for (const channel of channels) {
      for (const receipts of [true, false]) {
        const course = { scenario, channel, receipts };
        const boundaries = await boundariesOf(course);
        assert.equal(
          boundaries.filter((name) => !isCovered(name)),
          [],
        );
        assert.ok(boundaries.includes("carrier.send"));
        tally.boundaries += boundaries.length;
        for (const one of strikes(boundaries, course)) {
          const { world, account, faults } = await play(one);
          tally.runs += 1;
          tally.told += world.told();
          tally[account.end === "sent" ? "sent" : "unknown"] += 1;
          const fine =
            account.end === "sent" ||
            (account.end === "delivery_unknown" &&
              (mayBeUnknown(one, account.sends, boundaries) || isStruckTwice(one, account)));
          if (faults.length > 0 || !fine)
            wrong.push(`${tell(one, boundaries)}: ${account.end} (${account.because}), ${faults.join("; ")}`);
        }
      }
    }
    assert.equal(wrong.slice(0, MOST_TOLD), []);
  });
}

test.after(() => {
  const { runs, boundaries, sent, unknown, told } = tally;
  console.log(
    `kill matrix: ${boundaries} boundaries × ${sides.length} sides × ${isFull ? "8 faults" : "6 faults, or 1, and 2 of late writes"} = ${runs} runs ` +
      `(3 channels, receipts on and off, ${scenarios.length} courses): ${sent} sent once, ${unknown} delivery_unknown; ${told} events told, as they happened`,
  );
});
