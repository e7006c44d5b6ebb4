import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Mutant, mutants } from "./mutants";

const quickProofs = ["kill-matrix", "races"] as const;
export const allProofs = [...quickProofs, "late-replays", "critical-failure", "random-histories"] as const;

export type Run = {
  readonly mutant: Mutant | "none";
  readonly proof: string;
  readonly passed: boolean;
  /** What the proof said first. */
  readonly complaint: string;
};

const PROOFS = join(__dirname, "..");
const TSX = require.resolve("tsx/cjs");

const childOf = (mutant: Run["mutant"], proof: string) => {
  const preloaded = join(PROOFS, "support", "mutants.ts");
  return spawn(process.execPath, ["-r", TSX, "-r", preloaded, join(PROOFS, `${proof}.test.ts`)], {
    env: { ...process.env, PROOF_QUICK: "1", PROOF_MUTANT: mutant, FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
};

/** The gravest first. */
const complaints = [
  /sent \d+ times/,
  /sent again/,
  /lost \(/,
  /recorded as \w+, \d+ sends/,
  /two workers at once/,
  /asked for what is written/,
  /sent without a word on the record/,
];

/** uvu's comparison shows spaces as middle dots, and counts one above the other. */
const complaintIn = (output: string): string => {
  const plain = output.replaceAll("·", " ");
  const found = complaints.flatMap((complaint) => complaint.exec(plain)?.[0] ?? []);
  return (
    found[0] ??
    plain
      .match(/^\s*(--|\+\+) +.+$/gm)
      ?.map((line) => line.trim())
      .join(" ")
      .slice(0, 120) ??
    "an assertion failed"
  );
};

/** Runs one proof on a build with one guard disabled. A child that did not get as far as the proof is an error, not a kill. */
export const runProof = async (mutant: Run["mutant"], proof: string): Promise<Run> => {
  const child = childOf(mutant, proof);
  const [[code], out, err] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  const output = out + err;
  const inPlace = mutant === "none" || output.includes(`mutant in place: ${mutant}`);
  const passed = code === 0 && !output.includes("FAIL");
  const failed = code !== 0 && output.includes("FAIL");
  if (!inPlace || passed === failed)
    throw new Error(`${proof} did not run with mutant ${mutant}:\n${output.slice(-2_000)}`);
  return { mutant, proof, passed, complaint: passed ? "" : complaintIn(output) };
};

/** Whether the untouched build passes all and every mutant fails some. */
export const allKilled = (runs: readonly Run[]): boolean =>
  runs.filter(({ mutant }) => mutant === "none").every(({ passed }) => passed) &&
  mutants.every((mutant) => runs.some((run) => run.mutant === mutant && !run.passed));
