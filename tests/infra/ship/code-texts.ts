import type { RunResult } from "../../../local/engine/run-types";
import { allOf } from "../helpers/declared";

type Archive = { readonly assets: Readonly<Record<string, { readonly text: string }>> };

const onlyFile = (name: string, code: unknown): string => {
  const files = Object.entries((code as Archive).assets);
  const [file] = files;
  if (file === undefined || files.length > 1 || file[0] !== "__index.js") {
    throw new Error(`${name} ships ${files.map(([path]) => path).join(", ")}`);
  }
  return file[1].text;
};

/** The one file of every function, by the function's logical name in order; an error names a function that ships more. */
export const codeTexts = (run: RunResult): Readonly<Record<string, string>> =>
  Object.fromEntries(
    allOf(run, "lambda/function:Function")
      .map(({ name, inputs }) => [name, onlyFile(name, inputs.code)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
