import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type BuildOptions, build } from "esbuild";
import { NODE } from "../node";
import { capturedByValue } from "./captured-by-value";
import { type Bundle, keptBundle } from "./kept-bundle";
import { leaveOut, withLeanPhoneMetadata } from "./left-out";
import { type RuntimeReference, runtimeReferences, withRuntimeObject } from "./refer-to-runtime";

const options: BuildOptions = {
  bundle: true,
  platform: "node",
  target: `node${NODE}`,
  format: "cjs",
  mainFields: ["module", "main"],
  minify: true,
  // Where a package asks for its own place: esbuild leaves none in CommonJS, and `createRequire` takes none for an answer.
  define: { "import.meta.url": '"file:///var/task/__index.js"' },
  legalComments: "none",
  logLevel: "silent",
  plugins: [leaveOut, withLeanPhoneMetadata],
};

const makeBundle = async (entryText: string, folder: string): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    ...options,
    stdin: { contents: entryText, resolveDir: folder, loader: "ts" },
    absWorkingDir: folder,
    write: false,
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.includes("node_modules/"));
  return { text: outputFiles[0]?.text ?? "", inputs };
};

/** Bundles an entry's text, whose imports are relative to `folder`, for Lambda's Node: one CommonJS text without what nothing of ours reaches. */
export const bundleEntry = async (entryText: string, folder: string): Promise<string> =>
  (await makeBundle(entryText, folder)).text;

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
  const bundled = bundles.get(key) ?? keptBundle(entryText, projectFolder, () => makeBundle(entryText, projectFolder));
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

/** The file that Pulumi's own packaging puts the closure into, and that the function's handler names. */
const INDEX = "__index.js";

/** Passing through an Output leaves assets without their class, but for the mark of one. */
const textOf = async (asset: unknown): Promise<string> => {
  if (pulumi.asset.Asset.isInstance(asset) && "text" in asset) return String(await asset.text);
  throw new Error(`The function's archive holds no ${INDEX}`);
};

/** Below the folder of Pulumi.yaml, which Pulumi takes an asset's path from. */
const BUNDLES = "build/functions";

const HASH_LENGTH = 16;

/** Long after any deployment that a bundle was written for has ended, milliseconds. */
const KEPT = 7 * 86_400_000;

const removeUnused = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > KEPT)
      await rm(join(folder, name), { recursive: true, force: true });
  }
};

/**
 * Writes a bundle to a file and gives its path in the project: Pulumi's state, which is written anew at every step, then holds a
 * path and a hash instead of half a megabyte. The path is named by the content, so that runs beside each other, of other stacks
 * and settings, do not disturb each other, and the same code has the same path in every checkout.
 */
const writeBundle = async (text: string, projectFolder: string): Promise<string> => {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
  const folder = join(projectFolder, BUNDLES);
  const target = join(folder, hash);
  const isThere = await utimes(target, new Date(), new Date()).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const unfinished = join(folder, `${hash}.${randomUUID()}`);
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, INDEX), text);
    // Where another run was faster its folder, which holds the same, stays.
    await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true }));
    await removeUnused(folder);
  }
  return `${BUNDLES}/${hash}/${INDEX}`;
};

/** One file: the packages that Pulumi's own packaging adds are left behind. */
const bundled = async (archive: pulumi.asset.AssetArchive): Promise<pulumi.asset.AssetArchive> => {
  const closure = await textOf((await archive.assets)[INDEX]);
  const path = await writeBundle(await bundleClosure(closure, process.cwd()), process.cwd());
  return new pulumi.asset.AssetArchive({ [INDEX]: new pulumi.asset.FileAsset(path) });
};

const refuseSecrets = async (code: pulumi.Output<unknown>, name: string): Promise<void> => {
  if (await pulumi.isSecret(code)) {
    throw new Error(`The inline handler of ${name} captures a secret: a function reads secrets when it runs`);
  }
};

/** A transformation that replaces a function's archive (the closure and every package) by one bundled file. */
export const shipBundled: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
  if (type !== "aws:lambda/function:Function") return undefined;
  const code = props.code as pulumi.Output<pulumi.asset.AssetArchive>;
  const ship = async (archive: pulumi.asset.AssetArchive): Promise<pulumi.asset.AssetArchive> => {
    await refuseSecrets(code, name);
    return bundled(archive);
  };
  return { props: { ...props, code: code.apply(ship) }, opts };
};
