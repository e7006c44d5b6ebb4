import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import * as ts from "typescript";
import { test } from "uvu";
import * as assert from "uvu/assert";
import "../../infra/lean-pulumi";
import { project } from "../../tools/measure/sample/captured-program";

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
const fileName = join(project, "infra/of-a-test.ts");

/** The kept outputs that hold a text; programs that run meanwhile keep theirs in the same folder. */
const keptWith = (text: string): readonly string[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(FOLDER, name))
    .filter((place) => readFileSync(place, "utf8").includes(text));

test("what was transpiled is made by TypeScript, with exports that are no getters, and kept by its content", () => {
  const value = String(Math.random());
  const made = `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.one = void 0;\nexports.one = ${value};\n`;
  const transpiled = () => transpiler.transpile(`export const one: number = ${value};`, { fileName }).outputText;

  assert.ok(transpiled().startsWith(made));
  const [place = "", ...others] = keptWith(value);
  assert.equal(others, []);
  writeFileSync(place, JSON.stringify({ outputText: "as kept" }));
  assert.is(transpiled(), "as kept");
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
