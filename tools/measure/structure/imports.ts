import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Files of a checkout, by their paths from its root, with what each imports of the others. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Everything that git keeps of a checkout and a person may read: lock file and images are left out. */
export const filesOf = (folder: string): readonly string[] =>
  execFileSync("git", ["ls-files"], { cwd: folder, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => basename(file) !== "package-lock.json" && !/\.(png|svg|jpg|ico)$/.test(file))
    .filter((file) => existsSync(join(folder, file)));

export const isTypeScript = (file: string): boolean => /\.tsx?$/.test(file);

export const textOf = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

const SPECIFIER = /^(?:import|export|\}) ?(?:[^;]*? from )?"(\.{1,2}\/[^"]+)"|import\("(\.{1,2}\/[^"]+)"\)/gm;

/** What every TypeScript file imports, types included. */
export const importsOf = (folder: string, files: readonly string[]): Imports => {
  const known = new Set(files);
  const resolved = (from: string, specifier: string): readonly string[] => {
    const path = join(dirname(from), specifier);
    return [path, `${path}.ts`, `${path}.tsx`].filter((candidate) => known.has(candidate)).slice(0, 1);
  };
  return new Map(
    files
      .filter(isTypeScript)
      .map((file) => [
        file,
        [...textOf(folder, file).matchAll(SPECIFIER)].flatMap(([, plain, dynamic]) =>
          resolved(file, plain ?? dynamic ?? ""),
        ),
      ]),
  );
};

/** The files that can be reached from one by imports, itself included; the way does not lead through what is not `wanted`. */
export const reachOf = (imports: Imports, from: string, wanted: (file: string) => boolean): ReadonlySet<string> => {
  const reached = new Set<string>();
  const go = (file: string): void => {
    if (reached.has(file) || !wanted(file)) return;
    reached.add(file);
    for (const next of imports.get(file) ?? []) go(next);
  };
  go(from);
  return reached;
};

/** The room of a file: the folder in which it lies, or the one directly in `runtime` above that. */
const roomOf = (file: string): string => dirname(file).split("/").slice(0, 2).join("/");

/** Rooms of the runtime of which each imports something of the other. */
export const twoWayPairs = (imports: Imports): readonly string[] => {
  const ways = new Set(
    [...imports].flatMap(([file, others]) =>
      [file, ...others].every((one) => one.startsWith("runtime/"))
        ? others.map((other) => `${roomOf(file)} ${roomOf(other)}`)
        : [],
    ),
  );
  return [...ways]
    .map((way) => way.split(" "))
    .filter(([from = "", to = ""]) => from < to && ways.has(`${to} ${from}`))
    .map((pair) => pair.join(" ↔ "));
};
