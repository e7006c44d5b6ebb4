import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A bundle, and the project's own files that it was made of, relative to the program's folder. */
export type Bundle = { readonly text: string; readonly inputs: readonly string[] };

/** Names the folder that keeps bundles. The local engine does, which runs the same program again and again; a deployment bundles anew. */
const FOLDER = "KEPT_BUNDLES";

const DIGEST_LENGTH = 32;

const digestOf = (parts: readonly (string | Buffer)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}\n`).update(part);
  return hash.digest("hex").slice(0, DIGEST_LENGTH);
};

const contentOf = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
};

/** What decides on a bundle beside its inputs and how it is made: the compiler's settings, and which packages npm has installed. */
const SETTINGS = ["tsconfig.json", "package.json", "node_modules/.package-lock.json"];

/** Named from the folder: a copy of the program, in another folder, has the same digest. */
const digestOfFiles = (folder: string, files: readonly string[]): string =>
  digestOf(files.flatMap((file) => [file, contentOf(resolve(folder, file)) ?? ""]));

/** Whole or not at all: programs run side by side. */
const keep = (folder: string, name: string, text: string): void => {
  const unfinished = join(folder, `${name}.${process.pid}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(unfinished, text);
  renameSync(unfinished, join(folder, name));
};

/** The bundle of an entry's text as it was made of the same files before, or as `make` makes it now. */
export const keptBundle = async (
  entryText: string,
  programFolder: string,
  make: () => Promise<Bundle>,
): Promise<string> => {
  const folder = process.env[FOLDER];
  if (!folder) return (await make()).text;
  const key = digestOf([
    entryText,
    digestOfFiles(__dirname, readdirSync(__dirname)),
    digestOfFiles(programFolder, SETTINGS),
  ]);
  const textOf = (inputs: readonly string[]) => `${key}-${digestOfFiles(programFolder, inputs)}.js`;
  const inputs = contentOf(join(folder, `${key}.json`));
  const before = inputs && contentOf(join(folder, textOf(JSON.parse(String(inputs)))));
  if (before !== undefined) return String(before);
  const made = await make();
  keep(folder, textOf(made.inputs), made.text);
  keep(folder, `${key}.json`, JSON.stringify(made.inputs));
  return made.text;
};
