import { relative, sep } from "node:path";

/** How a serialised closure names a function of the runtime. */
const reference = (file: string, name: string): string => `require(${JSON.stringify(`./${file}`)}).${name}`;

type Referred = { captureReplacement?: () => unknown };

/**
 * Makes Pulumi's serialiser write a reference to every function that the loaded files of `runtime/` export, where it would
 * otherwise copy the function and all that it captures (codecs, classes and module state do not survive that). It is the hook by
 * which Pulumi keeps its own `getConfig` out of closures.
 */
export const referToRuntime = (projectFolder: string): void => {
  for (const [path, module] of Object.entries(require.cache)) {
    const file = relative(projectFolder, path).split(sep).join("/");
    if (!file.startsWith("runtime/")) continue;
    for (const [name, exported] of Object.entries((module?.exports ?? {}) as Record<string, unknown>)) {
      if (typeof exported !== "function") continue;
      (exported as Referred).captureReplacement = () =>
        new Function(`return (...args) => ${reference(file, name)}(...args)`)();
    }
  }
};

const REFERENCE = /require\("\.\/(runtime\/[^"]+)"\)\.([A-Za-z_$][\w$]*)/g;

export type RuntimeReference = { readonly file: string; readonly name: string };

/** The runtime functions that a serialised closure refers to. */
export const runtimeReferences = (closure: string): readonly RuntimeReference[] =>
  [...closure.matchAll(REFERENCE)].map(([, file = "", name = ""]) => ({ file, name }));

/** The closure with its references turned into properties of an object called `runtime`. */
export const withRuntimeObject = (closure: string): string => closure.replace(REFERENCE, "runtime.$2");
