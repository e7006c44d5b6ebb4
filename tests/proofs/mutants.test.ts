import { test } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../helpers/temporary-folder";
import { guards } from "./support/mutants";
import { judgeAll } from "./support/mutation-check";

/** The others, by the hundred, take minutes: `npm run prove`. */
const FEW = 6;

test("a build without its claim, lease, intent log, reconciliation or look fails the proofs", async () => {
  const verdicts = await judgeAll(guards().slice(0, FEW), temporaryFolder(), () => undefined);
  for (const { mutant, killedBy } of verdicts) console.log(`${mutant?.name}: fails in ${killedBy}`);
  assert.equal(
    verdicts.filter(({ killedBy }) => killedBy === undefined).map(({ mutant }) => mutant?.name),
    [],
  );
});
