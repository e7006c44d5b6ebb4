import { readFile } from "node:fs/promises";
import type { OnLoadResult, Plugin } from "esbuild";

/**
 * Files of packages that no path of ours reaches, by their place in `node_modules`. On Lambda credentials come from the
 * environment, the first link of the SDK's chain; the others are the ways of developers' machines and other hosts.
 */
const leftOut: readonly RegExp[] = [
  /^@aws-sdk\/credential-provider-(?:sso|ini|process|web-identity|http)\/dist-es\//,
  /^@aws-sdk\/credential-provider-node\/dist-es\/remoteProvider\.js$/,
  /^@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
  // Our calls are those of conversations and their items, and `responses.create`, unstreamed.
  /^openai\/resources\/(?!index\.|responses\/|conversations\/|shared\.)/,
  /^openai\/resources\/responses\/input-(?:items|tokens)\.mjs$/,
  /^openai\/lib\/responses\/ResponseStream\.mjs$/,
  // A number is read and written as E.164; nothing writes it another way.
  /^libphonenumber-js\/es6\/format\.js$/,
];

const IN_PACKAGES = "/node_modules/";

/** A package's file by its place in the innermost `node_modules`, the same on every machine. */
const placeInPackages = (path: string): string => path.replaceAll("\\", "/").split(IN_PACKAGES).at(-1) ?? path;

export const isLeftOut = (path: string): boolean => leftOut.some((pattern) => pattern.test(placeInPackages(path)));

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

/** A country's entry is a list; at this place stand the patterns by which its numbers are written, more than half of all metadata. */
const FORMATS = 4;

type Entries = Readonly<Record<string, readonly unknown[]>>;
type PhoneMetadata = { readonly version: number; readonly countries: Entries; readonly nonGeographic: Entries };

/** The form of the metadata in which the place above holds. */
const VERSION = 4;

const withoutFormats = (entries: Entries): Entries =>
  Object.fromEntries(
    Object.entries(entries).map(([code, entry]) => [code, entry.map((part, place) => (place === FORMATS ? 0 : part))]),
  );

/** libphonenumber's metadata without what only formatting reads: which numbers are possible, and of which country, is as before. */
export const leanPhoneMetadata = (metadata: PhoneMetadata): PhoneMetadata => {
  if (metadata.version !== VERSION)
    throw new Error(`libphonenumber's metadata has the unknown form ${metadata.version}`);
  return {
    ...metadata,
    countries: withoutFormats(metadata.countries),
    nonGeographic: withoutFormats(metadata.nonGeographic),
  };
};

/** As text, which V8 reads faster than the same literal (v8.dev, "The cost of JavaScript in 2019"). */
const moduleText = (metadata: PhoneMetadata): string =>
  `export default JSON.parse(${JSON.stringify(JSON.stringify(metadata))});`;

/** Puts the lean metadata in the place of the package's own. */
export const withLeanPhoneMetadata: Plugin = {
  name: "lean-phone-metadata",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]libphonenumber-js[\\/]metadata\.min\.json\.js$/ }, async ({ path }) => ({
      contents: moduleText(leanPhoneMetadata(JSON.parse(await readFile(path.slice(0, -".js".length), "utf8")))),
      loader: "js",
    }));
  },
};
