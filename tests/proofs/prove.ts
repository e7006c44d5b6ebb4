import { Command } from "@commander-js/extra-typings";
import { NotDone, runProcess } from "../../tools/command-line";
import { mutants } from "./support/mutants";
import { allKilled, allProofs, type Run, runProof } from "./support/mutation-check";

/** Proofs that run side by side. */
const AT_ONCE = 2;

const tell = ({ mutant, proof, passed, complaint }: Run): void => {
  const verdict = passed ? "passes" : `FAILS: ${complaint}`;
  console.log(
    `${(mutant === "none" ? "nothing disabled" : `${mutant} disabled`).padEnd(26)}${proof.padEnd(20)}${verdict}`,
  );
};

/** Disables one guard of the send protocol at a time and runs the proofs on that build: each must make some proof fail. */
const main = async (): Promise<void> => {
  const waiting = (["none", ...mutants] as const).flatMap((mutant) => allProofs.map((proof) => ({ mutant, proof })));
  const runs: Run[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const run = await runProof(next.mutant, next.proof);
      runs.push(run);
      tell(run);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const killed = allKilled(runs);
  console.log(
    killed
      ? `The proofs bite: all ${mutants.length} mutants are killed.`
      : "A mutant survives, or the untouched build fails.",
  );
  if (!killed) throw new NotDone();
};

void runProcess(
  new Command("npm run prove")
    .description(
      "Disables one guard of the send protocol at a time and runs the proofs: each must make some proof fail.",
    )
    .action(main),
);
