import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import * as RA from "fp-ts/ReadonlyArray";
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

/** So many mutants share a file, which takes longer to make than most proofs take to fail. */
const MOST_IN_A_FILE = 40;

/** Mutants, each by the name that the environment gives it; where nothing is changed there is none. */
type Named = ReadonlyMap<string, Mutant | undefined>;

const textOf = (path: string, mutant: Mutant | undefined): string => {
  const text = readFileSync(path, "utf8");
  return mutant === undefined ? text : text.slice(0, mutant.start) + mutant.put + text.slice(mutant.end);
};

/** In place of a file that some mutants change: the file as the environment's mutant has it, or as it is. */
const choosing = (named: Named): Plugin => ({
  name: "mutants",
  setup: ({ onLoad, onResolve }) => {
    onLoad({ filter: /\.ts$/, namespace: "file" }, ({ path }) => {
      const theirs = [...named].flatMap(([name, mutant]) => (mutant && join(root, mutant.file) === path ? [name] : []));
      if (theirs.length === 0) return undefined;
      const choice = theirs.map((name) => `"${name}": () => require("mutant:${name}")`);
      return { contents: `module.exports = ({ ${choice} }[process.env.MUTANT] ?? (() => require("mutant:")))();` };
    });
    onResolve({ filter: /^mutant:/ }, ({ path: name, importer }) => ({
      path: importer,
      namespace: "mutant",
      suffix: `?${name}`,
      pluginData: named.get(name.slice("mutant:".length)),
    }));
    onLoad({ filter: /./, namespace: "mutant" }, ({ path, pluginData }) => ({
      contents: textOf(path, pluginData),
      loader: "ts",
      resolveDir: dirname(path),
    }));
  },
});

/** One file with all proofs and what mutants change, but uvu, which has its suites declared; a few packages are only for the whole run. */
const bundle = async (named: Named, outfile: string): Promise<void> => {
  await build({
    stdin: { contents: entry, resolveDir: root },
    outfile,
    bundle: true,
    // As the functions' own bundles have it: a package asks for its place, and CommonJS has none.
    define: { "import.meta.url": JSON.stringify(pathToFileURL(outfile).href) },
    platform: "node",
    logLevel: "silent",
    external: ["uvu", "@pulumi/*", "@grpc/*", "esbuild", "ts-node", "typescript"],
    plugins: [choosing(named)],
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
  /nobody was told: \S+/,
  /was told, and did not happen: \S+/,
  /was told in two ways/,
];

/** uvu's comparison shows spaces as middle dots, and counts one above the other. */
const complaintIn = (output: string): string => {
  const plain = output.replaceAll("·", " ");
  const found = complaints.flatMap((complaint) => complaint.exec(plain)?.[0] ?? []);
  const differing = plain.match(/^\s*(--|\+\+) +.+$/gm)?.map((line) => line.trim());
  return found[0] ?? differing?.join(" ").slice(0, 120) ?? "an assertion failed";
};

/** A bundle, and the mutant in it that is meant. */
type Build = { readonly bundled: string; readonly name: string };

/** What proofs complain of; nothing, where they pass. A child that did not get as far as the proof is an error, not a kill. */
const run = async ({ bundled, name }: Build, proofs: readonly string[]): Promise<string | undefined> => {
  const child = spawn(process.execPath, ["--stack-trace-limit=3", bundled], {
    env: {
      ...process.env,
      NODE_PATH: join(root, "node_modules"),
      // Most of a proof's time would be compiling what all of them load.
      NODE_COMPILE_CACHE: `${bundled}.compiled`,
      MUTANT: name,
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

/** Runs the proofs with one guard gone, until one fails. */
const judge = async (first: string | undefined, one: Build): Promise<string | undefined> => {
  let killedBy: string | undefined;
  for (const proofs of [...(first === undefined ? [] : [[first]]), ...quickProofs]) killedBy ??= await run(one, proofs);
  return killedBy;
};

/** Judges all, two side by side, and tells each verdict as it comes. */
export const judgeAll = async (
  mutants: readonly (Mutant | undefined)[],
  folder: string,
  tell: (verdict: Verdict, nth: number) => void,
): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (const [file, together] of RA.chunksOf(MOST_IN_A_FILE)(mutants).entries()) {
    const bundled = join(folder, `${file}.js`);
    const named = new Map(together.map((mutant, nth) => [String(nth), mutant]));
    await bundle(named, bundled);
    const waiting = [...named];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, mutant] = next;
        const verdict = { mutant, killedBy: await judge(mutant?.first, { bundled, name }) };
        verdicts.push(verdict);
        tell(verdict, verdicts.length);
      }
    };
    await Promise.all([work(), work()]);
  }
  return verdicts;
};
