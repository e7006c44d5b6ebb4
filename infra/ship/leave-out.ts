import { readFile } from "node:fs/promises";
import type { OnLoadResult, Plugin } from "esbuild";
import { isLeftOut, placeInPackages } from "./left-out";

const NAMED = /^export (?:async )?(?:const|let|var|class|function)\*? +([\w$]+)/gm;
const LISTED = /^export \{([^}]*)\}/gm;
const DEFAULT = /^export default\b/m;
const OTHERS = /^export \*(?! as)/m;

const exportedAs = (specifier: string): string =>
  specifier
    .trim()
    .split(/\s+as\s+/)
    .at(-1) ?? "";

/** Names that an ES module exports. One that is missed fails the bundling, where it is imported. */
export const exportsOf = (source: string): readonly string[] => {
  if (OTHERS.test(source)) throw new Error("a file that exports all of another cannot be left out");
  const names = [
    ...[...source.matchAll(NAMED)].map(([, name = ""]) => name),
    ...[...source.matchAll(LISTED)].flatMap(([, list = ""]) => list.split(",").map(exportedAs)),
    ...(DEFAULT.test(source) ? ["default"] : []),
  ];
  return [...new Set(names)].filter((name) => name !== "");
};

/** A client may make an instance, which it never uses: that passes. Whatever else is done with the export fails; the code is what a log line shows. */
const STAND_IN = `export const standIn = (code) => {
  const fail = () => { throw Object.assign(new Error(code + " is left out of this bundle"), { name: "LeftOut", code }); };
  return new Proxy(function () {}, { apply: fail, get: fail, construct: () => new Proxy({}, { get: fail }) });
};`;

const standInsFor = (path: string, source: string): string =>
  [
    'import { standIn } from "stand-in";',
    ...exportsOf(source).map((name, index) => {
      const made = `/* @__PURE__ */ standIn(${JSON.stringify(`${name} of ${placeInPackages(path)}`)})`;
      return `const e${index} = ${made}; export { e${index} as ${name} };`;
    }),
  ].join("\n");

/** Puts stand-ins, which fail by name when they are used, in the place of the files that no path of ours reaches. */
export const leaveOut: Plugin = {
  name: "leave-out",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^stand-in$/ }, () => ({ path: "stand-in", namespace: "stand-in", sideEffects: false }));
    onLoad({ filter: /.*/, namespace: "stand-in" }, () => ({ contents: STAND_IN, loader: "js" }));
    onLoad(
      { filter: /[\\/]node_modules[\\/]/ },
      async ({ path }): Promise<OnLoadResult | undefined> =>
        isLeftOut(path) ? { contents: standInsFor(path, await readFile(path, "utf8")), loader: "js" } : undefined,
    );
  },
};
