import { build, type Plugin } from "esbuild";
import { capturedByValue } from "./captured-by-value";
import { runtimeReferences, withRuntimeObject } from "./refer-to-runtime";

const CLOSURE = "closure";

/** The entry is an ES module, so that esbuild can leave out what is not used; the closure stays a script, since it has `with`. */
const entry = (closure: string): string => {
  const references = runtimeReferences(closure);
  return [
    ...references.map(({ file, name }) => `import { ${name} } from "./${file}";`),
    `import close from "${CLOSURE}";`,
    `export const { handler } = close({ ${references.map(({ name }) => name).join(", ")} });`,
  ].join("\n");
};

const script = (closure: string): string =>
  `module.exports = (runtime) => { const exports = {};\n${withRuntimeObject(closure)}\nreturn exports; };`;

const closurePlugin = (closure: string, projectFolder: string): Plugin => ({
  name: CLOSURE,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${CLOSURE}$`) }, () => ({ path: CLOSURE, namespace: CLOSURE }));
    onLoad({ filter: /.*/, namespace: CLOSURE }, () => ({
      contents: script(closure),
      loader: "js",
      resolveDir: projectFolder,
    }));
  },
});

const assertOnlyReferences = (closure: string): void => {
  if (runtimeReferences(closure).length === 0) {
    throw new Error("An inline handler must call one exported function of runtime/; this closure refers to none");
  }
  const copies = capturedByValue(closure);
  if (copies.length > 0) throw new Error(`An inline handler captured project code by value: ${copies.join("; ")}`);
};

/**
 * Bundles a serialised closure with the runtime functions that it refers to into the text of one CommonJS file.
 * The same closure gives the same text on every machine and in every folder.
 */
export const bundleClosure = async (closure: string, projectFolder: string): Promise<string> => {
  assertOnlyReferences(closure);
  const { outputFiles } = await build({
    stdin: { contents: entry(closure), resolveDir: projectFolder, loader: "js" },
    plugins: [closurePlugin(closure, projectFolder)],
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    absWorkingDir: projectFolder,
  });
  return outputFiles[0]?.text ?? "";
};
