import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { build, type Plugin } from "esbuild";
import * as ts from "typescript";
import { textOf } from "./imports";

/** `root`: puts a function together; what it calls counts as called by nobody. `outside`: what it calls does not count. */
export type Role = "counted" | "root" | "outside";

const edited = (text: string, edits: readonly (readonly [at: number, inserted: string])[]): string =>
  [...edits].sort(([a], [b]) => b - a).reduce((done, [at, more]) => done.slice(0, at) + more + done.slice(at), text);

const CHECKS = "this.validate = validate;";

/** The text of a module in which every function tells `__enter` that it runs, and when it is left. */
const withEntries = (file: string, text: string): string => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const edits: (readonly [number, string])[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) && node.body) {
      const async = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ? "async " : "";
      const { body } = node;
      const start = `__enter(${JSON.stringify(file)}, ${async}() => `;
      if (ts.isBlock(body)) edits.push([body.getStart() + 1, ` return ${start}{`], [body.end - 1, "}); "]);
      else edits.push([body.getStart(), `${start}(`], [body.end, "))"]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  // Two functions may end at one place: the inner one's text comes first.
  return edited(text, edits);
};

const plugin = (folder: string): Plugin => ({
  name: "entries",
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const file = relative(folder, path);
      return file.startsWith("runtime/") ? { contents: withEntries(file, textOf(folder, file)), loader: "ts" } : null;
    });
    onLoad({ filter: /io-ts\/\w+\/index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes(CHECKS)) throw new Error(`${path}: "${CHECKS}" is not there`);
      return { contents: text.replace(CHECKS, "this.validate = __watched(validate);"), loader: "js" };
    });
  },
});

/** Bundles what factories of a checkout's runtime make: each function calls `__enter`, each codec's check is `__watched`. */
export const bundleWithEntries = async (
  folder: string,
  factories: Readonly<Record<string, string>>,
  outfile: string,
): Promise<void> => {
  const contents = Object.entries(factories).map(([name, file]) => `export { ${name} } from "./${file.slice(0, -3)}";`);
  await build({
    stdin: { contents: contents.join("\n"), resolveDir: folder, loader: "ts" },
    bundle: true,
    outfile,
    platform: "node",
    target: "node24",
    format: "cjs",
    drop: ["console"],
    logLevel: "error",
    plugins: [plugin(folder)],
  });
};
