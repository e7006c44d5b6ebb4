import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Mutant, mutants } from "./support/mutants";
import { allKilled, type Run, runProof } from "./support/mutation-check";

const test = suite("the proofs bite");

/** The proof that is quickest to see each guard missing; `tests/proofs/prove.ts` runs all of them on all. */
const quickest = { claim: "races", lease: "races", intent: "kill-matrix", reconciliation: "kill-matrix" } as const;

test("a build without its claim, lease, intent log or reconciliation fails the proofs", async () => {
  const half = async (some: readonly Mutant[]): Promise<readonly Run[]> => {
    const runs: Run[] = [];
    for (const mutant of some) runs.push(await runProof(mutant, quickest[mutant]));
    return runs;
  };
  const runs = await Promise.all([half(mutants.slice(0, 2)), half(mutants.slice(2))]);
  for (const { mutant, proof, complaint } of runs.flat())
    console.log(`without the ${mutant}, ${proof} fails: ${complaint}`);
  assert.ok(allKilled(runs.flat()));
});

test.run();
