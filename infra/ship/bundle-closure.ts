import { bundleEntry } from "./bundle-entry";
import { capturedByValue } from "./captured-by-value";
import { type RuntimeReference, runtimeReferences, withRuntimeObject } from "./refer-to-runtime";

/** The function, defined before the bundle, that evaluates the closure; esbuild leaves a name that it does not know as it is. */
const CLOSE = "__closeOverRuntime";

/** An ES module, so that esbuild can leave out what is not used. */
const entry = (references: readonly RuntimeReference[]): string =>
  [
    ...references.map(({ file, name }) => `import { ${name} } from "./${file}";`),
    `export const { handler } = ${CLOSE}({ ${references.map(({ name }) => name).join(", ")} });`,
  ].join("\n");

const bundles = new Map<string, Promise<string>>();

/** Closures that call the same factory differ in their data only, and share a bundle. */
const bundleOnce = (entryText: string, projectFolder: string): Promise<string> => {
  const key = `${projectFolder}\n${entryText}`;
  const bundled = bundles.get(key) ?? bundleEntry(entryText, projectFolder);
  bundles.set(key, bundled);
  return bundled;
};

const assertOnlyReferences = (closure: string): void => {
  if (runtimeReferences(closure).length === 0) {
    throw new Error("An inline handler must call one exported function of runtime/; this closure refers to none");
  }
  const copies = capturedByValue(closure);
  if (copies.length > 0) throw new Error(`An inline handler captured project code by value: ${copies.join("; ")}`);
};

/** The closure stays a script, since it has `with`. */
const closing = (closure: string): string =>
  `function ${CLOSE}(runtime) { const exports = {};\n${withRuntimeObject(closure).trim()}\nreturn exports; }`;

/**
 * Bundles a serialised closure with the runtime functions that it refers to into the text of one CommonJS file.
 * The same closure gives the same text on every machine and in every folder.
 */
export const bundleClosure = async (closure: string, projectFolder: string): Promise<string> => {
  assertOnlyReferences(closure);
  return `${closing(closure)}\n${await bundleOnce(entry(runtimeReferences(closure)), projectFolder)}`;
};
