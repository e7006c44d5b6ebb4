import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";

type Locked = { readonly optionalDependencies?: Readonly<Record<string, string>> };
const lockFile = resolve(__dirname, "../../../package-lock.json");
const packages: Readonly<Record<string, Locked>> = JSON.parse(readFileSync(lockFile, "utf8")).packages;

/** Where Node looks for a package that the one at `place` asks for, the nearest first. */
const placesFor = (name: string, place: string): readonly string[] => {
  const folders = place.split("/node_modules/").map((_, n, parts) => parts.slice(0, n + 1).join("/node_modules/"));
  return [
    ...folders.filter((folder) => folder !== "").map((folder) => `${folder}/node_modules/${name}`),
    `node_modules/${name}`,
  ];
};

test("holds the packages of every platform: npm install leaves out those of others that it does not find, and npm ci refuses then", () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !placesFor(name, place).some((one) => one in packages)),
  );

  assert.equal(missing, []);
});
