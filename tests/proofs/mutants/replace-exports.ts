import { createRequire } from "node:module";
import { join } from "node:path";

const load = createRequire(__filename);
const ROOT = join(__dirname, "..", "..", "..");

/** Puts other functions in the place of a module's own, before anything else has loaded it. */
export const replaceExports = <M extends object>(file: string, replacements: (original: M) => Partial<M>): void => {
  const path = load.resolve(join(ROOT, file));
  const original = load(path) as M;
  const loaded = load.cache[path];
  if (loaded === undefined) throw new Error(`${file} is not in the module cache under its own name`);
  loaded.exports = { ...original, ...replacements(original) };
};
