import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RunResult } from "../../engine/program/deployment";
import { runProgram } from "../../engine/program/run-program";
import { readStackConfig } from "../../engine/program/stack-config";
import { answerLocally } from "../../engine/resources/data-sources";
import { fabricate } from "../../engine/resources/identity";

/** This checkout. */
export const project = resolve(__dirname, "../../..");

/** Stacks of the tests' and the measurements' own: what an operator writes into the Pulumi.STACK.yaml of a checkout changes no result. */
export const sampleStack = (stack: string): string => join(__dirname, `stacks/Pulumi.${stack}.yaml`);

const runs = new Map<string, Promise<RunResult>>();

/**
 * Runs the project's program with made-up ids and ARNs and records what it declares; nothing is created. The sample
 * stack's file applies, then `config` (structures as JSON text). A run takes seconds, so equal ones share one.
 */
export const captureProgram = async (o: {
  readonly stack: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly preview?: boolean;
  readonly folder?: string;
  /** Whether every function is bundled anew, as by Pulumi's own command. */
  readonly bundlesAnew?: boolean;
}): Promise<RunResult> => {
  const key = JSON.stringify(o);
  const { stack, config = {}, preview = true, folder = project, bundlesAnew = false } = o;
  const started =
    runs.get(key) ??
    runProgram({
      folder,
      ...readStackConfig({ folder, stack, file: sampleStack(stack), overrides: config }),
      preview,
      create: fabricate,
      invoke: answerLocally,
      ...(bundlesAnew ? { environment: { KEPT_BUNDLES: "" } } : {}),
    });
  runs.set(key, started);
  return started;
};

type Archive = { readonly assets: Readonly<Record<string, { readonly path: string }>> };

const onlyFile = (name: string, code: unknown): string => {
  const files = Object.entries((code as Archive).assets);
  const [file] = files;
  if (file === undefined || files.length > 1 || file[0] !== "__index.js") {
    throw new Error(`${name} ships ${files.map(([path]) => path).join(", ")}`);
  }
  return file[1].path;
};

/** Where the one file of every function is in the program's folder, by the function's logical name in order; an error names a function that ships more. */
export const codePaths = (run: RunResult): Readonly<Record<string, string>> =>
  Object.fromEntries(
    run.resources
      .filter(({ type }) => type === "aws:lambda/function:Function")
      .map(({ name, inputs }) => [name, onlyFile(name, inputs.code)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What these files hold. */
export const codeTexts = (run: RunResult, folder = project): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(codePaths(run)).map(([name, path]) => [name, readFileSync(join(folder, path), "utf8")]),
  );

const copied = [
  "index.ts",
  "docs/openapi.json",
  "infra",
  "instructions",
  "runtime",
  "package.json",
  "tsconfig.json",
  "tsconfig.pulumi.json",
  "Pulumi.yaml",
];

/** Copies the program into a new folder, with the sample stacks and the same packages; `index` replaces its entry. */
export const copyProject = (folder: string, index?: string): string => {
  for (const file of copied) cpSync(join(project, file), join(folder, file), { recursive: true });
  cpSync(join(__dirname, "stacks"), folder, { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  if (index !== undefined) writeFileSync(join(folder, "index.ts"), index);
  return folder;
};

/** What another release changes in the program: a text of a file, and what stands there instead. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

/** Changes a copy of the program. */
export const withChanges = (folder: string, ...changes: readonly Change[]): string => {
  for (const { file, from, to } of changes) {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold: ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  }
  return folder;
};
