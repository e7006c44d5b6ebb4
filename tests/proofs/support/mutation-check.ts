import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { type Mutant, root } from "./mutants";

/** Proofs that share a process, the cheapest first. */
const quickProofs: readonly (readonly string[])[] = [
  ["consistent-reads", "late-writes", "finding-of-listing", "second-attempt", "sweep-conversation", "apply-receipt"],
  ["critical-failure", "lost-leases", "setbacks", "evidence", "end-threads"],
  ["opt-outs", "races", "late-replays", "receipt-orders", "random-histories"],
  ["outages"],
  ["received"],
  ["kill-matrix"],
];

export type Verdict = {
  readonly mutant: Mutant | undefined;
  /** What failed first, and of what it complained; nothing, where all passed. */
  readonly killedBy: string | undefined;
};

/** Milliseconds after which a proof that does not end has failed. */
const LONGEST_MS = 120_000;

/** What the file with all proofs does: it runs those that the environment names. */
const entry = `
  const proofs = { ${quickProofs.flat().map((name) => `"${name}": () => require("./tests/proofs/${name}.test.ts")`)} };
  require("./tools/main/declared-suites.cjs")
    .runDeclared(process.env.PROOFS.split(",").map((name) => ({ name, load: proofs[name] })))
    .finally(() => process.exit());
`;

/** One file with all proofs, but uvu, which has its suites declared; a few packages are only for the whole run. */
const bundle = async (mutant: Mutant | undefined, outfile: string): Promise<void> => {
  await build({
    stdin: { contents: entry, resolveDir: root },
    outfile,
    bundle: true,
    // As the functions' own bundles have it: a package asks for its place, and CommonJS has none.
    define: { "import.meta.url": JSON.stringify(pathToFileURL(outfile).href) },
    platform: "node",
    logLevel: "silent",
    external: ["uvu", "@pulumi/*", "@grpc/*", "esbuild", "ts-node", "typescript"],
    plugins: [
      {
        name: "mutant",
        setup: ({ onLoad }) => {
          if (mutant === undefined) return;
          const file = join(root, mutant.file);
          onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            if (path !== file) return undefined;
            const source = await readFile(path, "utf8");
            return { contents: source.slice(0, mutant.start) + mutant.put + source.slice(mutant.end), loader: "ts" };
          });
        },
      },
    ],
  });
};

/** The gravest first. */
const complaints = [
  /sent \d+ times/,
  /request \S+ sent again/,
  /lost \([^)]*\)/,
  /recorded as \w+, \d+ sends/,
  /two workers at once/,
  /out of sight/,
  /asked for what is written/,
  /sent without a word on the record/,
  /sent to whom had opted out/,
  /was answered and is lost/,
  /is on record (twice|\d+ times)/,
];

/** uvu's comparison shows spaces as middle dots, and counts one above the other. */
const complaintIn = (output: string): string => {
  const plain = output.replaceAll("·", " ");
  const found = complaints.flatMap((complaint) => complaint.exec(plain)?.[0] ?? []);
  const differing = plain.match(/^\s*(--|\+\+) +.+$/gm)?.map((line) => line.trim());
  return found[0] ?? differing?.join(" ").slice(0, 120) ?? "an assertion failed";
};

/** What proofs complain of; nothing, where they pass. A child that did not get as far as the proof is an error, not a kill. */
const run = async (bundled: string, proofs: readonly string[]): Promise<string | undefined> => {
  const child = spawn(process.execPath, ["--stack-trace-limit=3", bundled], {
    env: {
      ...process.env,
      NODE_PATH: join(root, "node_modules"),
      PROOFS: proofs.join(),
      PROOF_QUICK: "1",
      FORCE_COLOR: "0",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  const [[code, signal], out, err] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  clearTimeout(timer);
  if (signal === "SIGKILL") return `${proofs.join(" or ")} does not end`;
  const ended = (out + err).includes("Exiting early before testing") ? "the proofs' process ends" : undefined;
  const failed = /FAIL {2}.*?"(.*)"/.exec(out + err)?.[1] ?? ended;
  if ((code === 0) !== (failed === undefined)) throw new Error(`${proofs} did not run:\n${(out + err).slice(-2_000)}`);
  return failed === undefined ? undefined : `"${failed}": ${complaintIn(out + err)}`;
};

/** Runs the proofs on a build with one guard gone, until one fails. */
const judge = async (mutant: Mutant | undefined, folder: string, nth: number): Promise<Verdict> => {
  const bundled = join(folder, `${nth}.js`);
  await bundle(mutant, bundled);
  let killedBy: string | undefined;
  for (const proofs of [...(mutant?.first === undefined ? [] : [[mutant.first]]), ...quickProofs])
    killedBy ??= await run(bundled, proofs);
  return { mutant, killedBy };
};

/** Judges all, two side by side, and tells each verdict as it comes. */
export const judgeAll = async (
  mutants: readonly (Mutant | undefined)[],
  folder: string,
  tell: (verdict: Verdict, nth: number) => void,
): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  const waiting = [...mutants.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const verdict = await judge(next[1], folder, next[0]);
      verdicts.push(verdict);
      tell(verdict, verdicts.length);
    }
  };
  await Promise.all([work(), work()]);
  return verdicts;
};
