import { readFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { transformSync } from "esbuild";

type Edit = { readonly file: string; readonly find: string; readonly put: string };

/** Builds with one guard disabled each, as edits of the source text. */
const edits = {
  /** Without put-if-absent every delivery is the first: neither guard nor claim holds. */
  claim: [
    {
      file: "tests/helpers/in-memory-conversations.ts",
      find: 'if (items.has(nameOf(item))) return E.right("exists");',
      put: "",
    },
  ],
  /** A lease that counts for nothing: whoever comes takes the conversation over. */
  lease: [{ file: "runtime/processor/claim.ts", find: "lease_until > at.toISOString()", put: "false" }],
  /** No word on the record before the carrier is called; it is written afterwards, so that all is well as long as nothing goes wrong. */
  intent: [
    { file: "runtime/processor/send.ts", find: "RTE.chainFirstW((attempt) => record(drafted, attempt)),", put: "" },
    {
      file: "runtime/processor/send.ts",
      find: "    update(sent),\n",
      put: `
        RTE.asks(({ clock }) => ({ attempt_id: sent.attemptId, sending_at: clock.now().toISOString() })),
        RTE.chainW((attempt) => record(sent, attempt)),
        RTE.orElse(() => RTE.right(undefined)),
        RTE.chainW(() => update(sent)),
      `,
    },
  ],
  /** An uncertain send counts as not sent, at once and unseen. */
  reconciliation: [
    {
      file: "runtime/sweeper/finding-of-listing.ts",
      find: "const { listing, attempts, reconcileAfterSeconds, waitSeconds } = evidence;",
      put: 'return { _tag: "NotSent" };',
    },
  ],
} as const satisfies Readonly<Record<string, readonly Edit[]>>;

export type Mutant = keyof typeof edits;
export const mutants: readonly Mutant[] = ["claim", "lease", "intent", "reconciliation"];

const ROOT = join(__dirname, "..", "..", "..");

const edited = (text: string, { file, find, put }: Edit): string => {
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold once: ${find}`);
  return text.replace(find, () => put);
};

type Extensions = Record<string, (module: { _compile: (code: string, file: string) => void }, file: string) => void>;

/** Loads the mutant's files, compiled from their edited text, before anything else does. */
const putInPlace = (mutant: Mutant): void => {
  const wanted = Map.groupBy<string, Edit>(edits[mutant], ({ file }) => join(ROOT, file));
  const extensions = (Module as unknown as { readonly _extensions: Extensions })._extensions;
  const load = extensions[".ts"];
  extensions[".ts"] = (module, file) => {
    const changes = wanted.get(file);
    if (changes === undefined) return load?.(module, file);
    const { code } = transformSync(changes.reduce(edited, readFileSync(file, "utf8")), { loader: "ts", format: "cjs" });
    module._compile(code, file);
    wanted.delete(file);
    if (wanted.size === 0) console.log(`mutant in place: ${mutant}`);
  };
  for (const file of [...wanted.keys()]) require(file);
};

/** Set in the child in which a proof runs, where this file is preloaded. */
const chosen = mutants.find((mutant) => mutant === process.env.PROOF_MUTANT);
if (chosen !== undefined) putInPlace(chosen);
