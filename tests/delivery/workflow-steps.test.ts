import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { prepare, projectFolder, type Step, workflows } from "./workflow-files";

const test = suite("workflow steps");

const steps: readonly (readonly [string, Step])[] = [
  ...Object.entries(workflows).flatMap(([file, { workflow }]) =>
    Object.entries(workflow.jobs).flatMap(([name, job]) => job.steps.map((step) => [`${file} ${name}`, step] as const)),
  ),
  ...prepare.action.runs.steps.map((step) => ["prepare", step] as const),
];

const texts = [
  ...Object.entries(workflows).map(([file, { text }]) => [file, text] as const),
  ["prepare", prepare.text],
];
const scriptsFolder = join(projectFolder, "scripts/delivery");
const scripts = readdirSync(scriptsFolder).filter((name) => name.endsWith(".sh"));
const packageScripts = Object.keys(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")).scripts);

test("every action of others is pinned to a commit, with its version beside it", () => {
  const pinned = /^ *(?:- )?uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  for (const [file, text] of texts) {
    const lines = (text ?? "").split("\n").filter((line) => /^ *(?:- )?uses: (?!\.\/)/.test(line));
    for (const line of lines) assert.match(line, pinned, file);
  }
  assert.equal([...new Set(steps.flatMap(([, { uses }]) => (uses === undefined ? [] : [uses.split("@")[0]])))].sort(), [
    "./.github/actions/prepare",
    "actions/checkout",
    "actions/download-artifact",
    "actions/setup-node",
    "actions/upload-artifact",
    "aws-actions/configure-aws-credentials",
  ]);
});

test("a checkout leaves no token behind for the code that runs after it", () => {
  for (const [name, { uses, with: inputs }] of steps) {
    if (uses?.startsWith("actions/checkout@")) assert.is(inputs?.["persist-credentials"], false, name);
  }
});

test("no expression is written into a command, where its value would be run", () => {
  for (const [name, { run = "" }] of steps) assert.not.match(run, /\$\{\{/, name);
});

test("what a step types is a script of the project, which runs on any machine", () => {
  const commands = steps.flatMap(([, { run }]) => (run === undefined ? [] : [run.split(" ")]));
  for (const [first = "", second, third = ""] of commands) {
    if (first === "npm" && second === "run") assert.ok(packageScripts.includes(third), third);
    else if (first.includes("/")) accessSync(join(projectFolder, first), constants.X_OK);
    else assert.ok(["npm install", "gh pr"].includes(`${first} ${second}`), `${first} ${second}`);
  }
});

test("every input that a workflow gives is one of the action's, and every step of the action names its shell", () => {
  const known = Object.keys(prepare.action.inputs);
  for (const [name, { uses, with: inputs = {} }] of steps) {
    if (uses === "./.github/actions/prepare") {
      for (const input of Object.keys(inputs)) assert.ok(known.includes(input), `${name}: ${input}`);
    }
  }
  assert.is(prepare.action.runs.using, "composite");
  for (const { run, shell } of prepare.action.runs.steps) assert.is(shell, run === undefined ? undefined : "bash");
});

test("packages are installed before there are credentials that their scripts could read", () => {
  const order = prepare.action.runs.steps.map(({ uses, run }) => uses?.split("@")[0] ?? run);
  assert.ok(
    order.findIndex((step) => step?.startsWith("npm install")) < order.indexOf("aws-actions/configure-aws-credentials"),
  );
});

for (const script of scripts) {
  test(`${script} says how it is used, and refuses to guess`, () => {
    const run = (...words: readonly string[]) =>
      spawnSync(join(scriptsFolder, script), words, { encoding: "utf8", env: { PATH: process.env.PATH } });

    const asked = run("--help");
    const bare = run();

    assert.equal([asked.status, asked.stderr, bare.status, bare.stdout], [0, "", 2, ""]);
    assert.match(asked.stdout, new RegExp(`^usage: .*scripts/delivery/${script} `));
    assert.is(bare.stderr, asked.stdout);
  });
}

test.run();
