import { dirname, resolve } from "node:path";
import { filesOf, type Imports, importsOf, isTypeScript } from "./structure/imports";

/** Which folder imports which; a folder is what lies directly in one directory, so that a parent and its child are two. */
const foldersOf = (imports: Imports): Imports => {
  const folders = new Map<string, Set<string>>();
  for (const [file, others] of imports) {
    const known = folders.get(dirname(file)) ?? new Set();
    for (const other of others) if (dirname(other) !== dirname(file)) known.add(dirname(other));
    folders.set(dirname(file), known);
  }
  return new Map([...folders].map(([folder, others]) => [folder, [...others]]));
};

/** A way from each circle's first member back to it; none where imports only lead on. */
const circlesIn = (imports: Imports): readonly (readonly string[])[] => {
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  const follow = (place: string, way: readonly string[]): void => {
    if (way.includes(place)) circles.push([...way.slice(way.indexOf(place)), place]);
    if (way.includes(place) || done.has(place)) return;
    for (const next of imports.get(place) ?? []) follow(next, [...way, place]);
    done.add(place);
  };
  for (const place of imports.keys()) follow(place, []);
  return circles;
};

/** The first import that leads from a folder to another. */
const exampleOf = (imports: Imports, from: string, to: string): string => {
  const found = [...imports].flatMap(([file, others]) =>
    dirname(file) === from ? others.filter((other) => dirname(other) === to).map((other) => `${file} → ${other}`) : [],
  );
  return found[0] ?? "";
};

/** Circles of files, and of folders with an import for each step; a line each. */
export const circlesOf = (imports: Imports): readonly string[] => [
  ...circlesIn(imports).map((way) => `circle of files: ${way.join(" → ")}`),
  ...circlesIn(foldersOf(imports)).map((way) => {
    const steps = way.slice(1).map((to, n) => exampleOf(imports, way[n] ?? "", to));
    return [`circle of folders: ${way.join(" → ")}`, ...steps.map((step) => `  ${step}`)].join("\n");
  }),
];

const main = (): void => {
  const folder = resolve(__dirname, "../..");
  const circles = circlesOf(importsOf(folder, filesOf(folder).filter(isTypeScript)));
  for (const circle of circles) console.error(circle);
  process.exitCode = circles.length === 0 ? 0 : 1;
};

if (require.main === module) main();
