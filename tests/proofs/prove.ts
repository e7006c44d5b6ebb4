import { Command } from "@commander-js/extra-typings";
import { NotDone, runProcess } from "../../tools/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import { equivalents } from "./support/equivalents";
import { allMutants, type Mutant } from "./support/mutants";
import { judgeAll, type Verdict } from "./support/mutation-check";

const nameOf = (mutant: Mutant | undefined): string => mutant?.name ?? "nothing is changed";

const tellOf =
  (count: number) =>
  ({ mutant, killedBy }: Verdict, nth: number): void => {
    const verdict = killedBy === undefined ? "ALL PASS" : `fails in ${killedBy}`;
    console.log(`${String(nth).padStart(4)}/${count} ${nameOf(mutant)}\n          ${verdict}`);
  };

/** Removes one guard of the send protocol at a time and runs the proofs on that build: each must make some proof fail. */
const main = async (pattern: string): Promise<void> => {
  const wanted = new RegExp(pattern, "i");
  const all = allMutants();
  const strange = Object.keys(equivalents).filter((equivalent) => !all.some(({ name }) => name === equivalent));
  if (strange.length > 0) throw new NotDone(`no mutant is named ${strange.join(", nor ")}`);
  const mutants = all.filter(({ name }) => wanted.test(name) && equivalents[name] === undefined);
  const started = performance.now();
  const verdicts = await judgeAll([undefined, ...mutants], temporaryFolder(), tellOf(mutants.length + 1));
  const survivors = verdicts.filter(({ mutant, killedBy }) => mutant !== undefined && killedBy === undefined);
  const untouched = verdicts.find(({ mutant }) => mutant === undefined);
  for (const { mutant } of survivors) console.log(`survives: ${nameOf(mutant)}`);
  console.log(
    `${mutants.length - survivors.length} of ${mutants.length} mutants are killed, in ${Math.round((performance.now() - started) / 60_000)} minutes; ` +
      `${Object.keys(equivalents).length} more change nothing that could be seen (tests/proofs/support/equivalents.ts).`,
  );
  if (untouched?.killedBy !== undefined) throw new NotDone();
  if (survivors.length > 0) throw new NotDone();
};

void runProcess(
  new Command("npm run prove")
    .description(
      "Removes one guard of the send protocol at a time and runs the proofs: each must make some proof fail.",
    )
    .argument("[pattern]", "only the mutants whose names match, such as 'commitToSend'", "")
    .action(main),
);
