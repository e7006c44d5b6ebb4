/** Runs of a random proof: `PROOF_RUNS`, or as many as fit into a quick run of all tests. */
export const proofRuns = (usual: number): number => {
  const given = process.env.PROOF_RUNS;
  if (given === undefined) return usual;
  const runs = Number(given);
  if (!Number.isSafeInteger(runs) || runs < 1)
    throw new Error(`PROOF_RUNS must be a whole number above 0, not ${given}`);
  return runs;
};

/** The seed of random proofs: `PROOF_SEED` to repeat a run, or a new one. */
export const proofSeed = (): number => Number(process.env.PROOF_SEED ?? Date.now() % 2_147_483_647);

/** From so many runs on, the matrix strikes every course with every fault. */
export const FULL_MATRIX_RUNS = 5_000;

/** A small run that is only to see whether a proof fails at all. */
export const isQuick: boolean = process.env.PROOF_QUICK !== undefined;
