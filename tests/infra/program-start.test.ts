import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import * as ts from "typescript";
import { test } from "uvu";
import * as assert from "uvu/assert";
import "../../infra/lean-pulumi";
import { project } from "../../tools/measure/sample/captured-program";
import { temporaryFolder } from "../helpers/temporary-folder";

type Output = { readonly outputText: string; readonly diagnostics?: readonly unknown[] };
type Transpiler = { readonly transpile: (code: string, of: { readonly fileName: string }) => Output };

const { create } = require("../../infra/kept-transpiler.cjs");
const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable");

const FOLDER = join(project, "node_modules/.cache/transpiled");
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(project, "tsconfig.pulumi.json"), ts.sys.readFile).config,
  ts.sys,
  project,
);
const transpiler: Transpiler = create({ service: { config: { options } } });

/** The transpiler of the program's copy in another folder, with the same packages. */
const ofCopy = (): Transpiler => {
  const folder = temporaryFolder();
  const file = join(folder, "infra/kept-transpiler.cjs");
  cpSync(join(project, "infra/kept-transpiler.cjs"), file);
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return require(file).create({ service: { config: { options: { ...options, rootDir: folder } } } });
};
const fileName = join(project, "infra/of-a-test.ts");

/** The kept outputs that hold a text; programs that run meanwhile keep theirs in the same folder. */
const keptWith = (text: string): readonly string[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(FOLDER, name))
    .filter((place) => readFileSync(place, "utf8").includes(text));

test("what was transpiled is made by TypeScript, with exports that are no getters, and kept by its content, for copies of the program too", () => {
  const value = String(Math.random());
  const made = `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.one = void 0;\nexports.one = ${value};\n`;
  const transpiled = ({ transpile }: Transpiler) =>
    transpile(`export const one: number = ${value};`, { fileName }).outputText;

  assert.ok(transpiled(transpiler).startsWith(made));
  const [place = "", ...others] = keptWith(value);
  assert.equal(others, []);
  writeFileSync(place, JSON.stringify({ outputText: "as kept" }));
  assert.equal([transpiler, ofCopy()].map(transpiled), ["as kept", "as kept"]);
  rmSync(place);
});

test("what does not parse is told and not kept", () => {
  const name = `at${Date.now()}`;

  assert.ok(transpiler.transpile(`export const ${name} = ;`, { fileName }).diagnostics?.length);
  assert.equal(keptWith(name), []);
});

test("Pulumi's promises take no stack trace, errors keep theirs, and no packages are listed", async () => {
  const promise: Promise<number> & { _debugStackTrace?: string } = Promise.resolve(1);
  await debuggablePromise(promise, "a promise");

  assert.is(promise._debugStackTrace, "Error");
  assert.match(new Error("an error").stack ?? "", /program-start\.test\.ts/);
  assert.is((await runtime.computeCodePaths({})).size, 0);
});
