import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";

const project = resolve(__dirname, "../../..");

const versionOf = (node: string): number =>
  Number(spawnSync(node, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" }).stdout);

const places = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
const older = [...new Set(places.map((place) => join(place, "node")))].find(
  (node) => existsSync(node) && versionOf(node) < 24,
);

const run = (node: string, ...more: readonly string[]) =>
  spawnSync(node, ["tools/main/run.cjs", "tools/main/start.ts", "--help", ...more], { cwd: project, encoding: "utf8" });

const withOlder = older === undefined ? test.skip : test;

withOlder(`an older Node (${older ?? "none is on this machine"}) is told what to do, and nothing is run`, () => {
  const { status, stdout, stderr } = run(older ?? "");
  assert.equal([status, stdout], [1, ""]);
  assert.match(stderr, /^This needs Node 24 or later, and this is Node \d+\.\d+\.\d+\.\n/);
  assert.match(stderr, /npm rebuild node\n$/);
});

test("this Node runs the entry point, with its arguments", () => {
  const { status, stdout } = run(process.execPath);
  assert.is(status, 0);
  assert.match(stdout, /--port <n>/);
});
