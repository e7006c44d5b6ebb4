import { spawnSync } from "node:child_process";
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Job, prepare, projectFolder, runsFor, type Step, workflows } from "./workflow-files";

const test = suite("workflows");

const jobs: readonly (readonly [string, Job])[] = Object.entries(workflows).flatMap(([file, { workflow }]) =>
  Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job] as const),
);

const texts: readonly (readonly [string, string])[] = [
  ...Object.entries(workflows).map(([file, { text }]) => [file, text] as const),
  ["prepare", prepare.text],
];

const jobNames = (wanted: (job: Job) => boolean): readonly string[] =>
  jobs.filter(([, job]) => wanted(job)).map(([name]) => name);

const mayAssumeRole = ({ permissions }: Job): boolean => permissions?.["id-token"] === "write";

const pullRequest = (head: string) => ({
  github: {
    event_name: "pull_request",
    ref: "refs/pull/7/merge",
    repository: "acme/comms",
    event: { pull_request: { head: { repo: { full_name: head } } } },
  },
  needs: { preview: { result: head === "acme/comms" ? "success" : "skipped" } },
});

const startedBy = async (file: string, contexts: ReturnType<typeof pullRequest>): Promise<readonly string[]> => {
  const started: string[] = [];
  for (const [name, job] of Object.entries(workflows[file]?.workflow.jobs ?? {})) {
    if (await runsFor(job, contexts)) started.push(name);
  }
  return started;
};

test("only pushes, pull requests, the clock and a person start a workflow", () => {
  assert.equal(Object.fromEntries(Object.entries(workflows).map(([file, { workflow }]) => [file, workflow.on])), {
    "dev_cicd.yml": { pull_request: { branches: ["develop", "main"] }, push: { branches: ["develop"] } },
    "drift.yml": { schedule: [{ cron: "17 4 * * *" }], workflow_dispatch: null },
    "prod_cicd.yml": { push: { branches: ["main"] } },
  });
});

test("a pull request from a fork starts nothing but the checks, which have neither a role nor an environment", async () => {
  assert.equal(await startedBy("dev_cicd.yml", pullRequest("mallory/comms")), ["check"]);
  const check = workflows["dev_cicd.yml"]?.workflow.jobs.check;
  assert.equal([check?.permissions, check?.environment], [undefined, undefined]);
});

test("a pull request of the repository itself is previewed, and deploys nothing", async () => {
  assert.equal(await startedBy("dev_cicd.yml", pullRequest("acme/comms")), ["check", "preview", "comment"]);
});

test("no workflow reads a secret of the repository", () => {
  for (const [file, text] of texts) assert.not.match(text, /\bsecrets\b/, file);
});

test("every workflow may read the code and no more, and jobs ask for what they need", () => {
  for (const { workflow } of Object.values(workflows)) assert.equal(workflow.permissions, { contents: "read" });
  assert.equal(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions ?? null])), {
    "dev_cicd.yml check": null,
    "dev_cicd.yml preview": { contents: "read", "id-token": "write" },
    "dev_cicd.yml comment": { "pull-requests": "write" },
    "dev_cicd.yml deploy": { contents: "read", "id-token": "write" },
    "drift.yml drift": { contents: "read", "id-token": "write" },
    "drift.yml models": null,
    "prod_cicd.yml check": null,
    "prod_cicd.yml release": { contents: "read", deployments: "read", "id-token": "write" },
  });
});

test("a role is assumed only inside the environment that its trust names", () => {
  assert.equal(
    jobs.filter(([, job]) => mayAssumeRole(job)).map(([name, { environment }]) => [name, environment]),
    [
      ["dev_cicd.yml preview", "dev-preview"],
      ["dev_cicd.yml deploy", "dev"],
      ["drift.yml drift", "dev-drift"],
      ["prod_cicd.yml release", "prod"],
    ],
  );
  assert.equal(
    jobNames(({ environment }) => environment !== undefined),
    jobNames(mayAssumeRole),
  );
});

test("a job that may write to a pull request runs nothing of it", () => {
  const comment = workflows["dev_cicd.yml"]?.workflow.jobs.comment;

  assert.equal(
    comment?.steps.map(({ uses, run }) => uses?.split("@")[0] ?? run?.split(" ").slice(0, 3).join(" ")),
    ["actions/download-artifact", "gh pr comment"],
  );
});

test("deployments of a stack follow one another, and none is broken off", () => {
  assert.equal(
    jobs.flatMap(([name, { concurrency }]) => (concurrency === undefined ? [] : [[name, concurrency]])),
    [
      [
        "dev_cicd.yml preview",
        // A preview changes nothing, so a newer one may replace it.
        { group: `preview-dev-\${{ github.event.pull_request.number }}`, "cancel-in-progress": true },
      ],
      ["dev_cicd.yml deploy", { group: "stack-dev", "cancel-in-progress": false }],
      ["drift.yml drift", { group: "stack-dev", "cancel-in-progress": false }],
      ["prod_cicd.yml release", { group: "stack-prod", "cancel-in-progress": false }],
    ],
  );
});

test("every job has a time limit", () => {
  for (const [name, job] of jobs) assert.type(job["timeout-minutes"], "number", name);
});

const testWorkflowSteps = suite("workflow steps");

const steps: readonly (readonly [string, Step])[] = [
  ...jobs.flatMap(([name, job]) => job.steps.map((step) => [name, step] as const)),
  ...prepare.action.runs.steps.map((step) => ["prepare", step] as const),
];

const scriptsFolder = join(projectFolder, "tools/delivery");
const scripts = readdirSync(scriptsFolder).filter((name) => name.endsWith(".sh"));
const packageScripts = Object.keys(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")).scripts);

testWorkflowSteps("every action of others is pinned to a commit, with its version beside it", () => {
  const pinned = /^ *(?:- )?uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  for (const [file, text] of texts) {
    const lines = text.split("\n").filter((line) => /^ *(?:- )?uses: (?!\.\/)/.test(line));
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

testWorkflowSteps("a checkout leaves no token behind for the code that runs after it", () => {
  for (const [name, { uses, with: inputs }] of steps) {
    if (uses?.startsWith("actions/checkout@")) assert.is(inputs?.["persist-credentials"], false, name);
  }
});

testWorkflowSteps("no expression is written into a command, where its value would be run", () => {
  for (const [name, { run = "" }] of steps) assert.not.match(run, /\$\{\{/, name);
});

testWorkflowSteps("what a step types is a script of the project, which runs on any machine", () => {
  const commands = steps.flatMap(([, { run }]) => (run === undefined ? [] : [run.split(" ")]));
  for (const [first = "", second, third = ""] of commands) {
    if (first === "npm" && second === "run") assert.ok(packageScripts.includes(third), third);
    else if (first.includes("/")) accessSync(join(projectFolder, first), constants.X_OK);
    else assert.ok(["npm ci", "gh pr"].includes(`${first} ${second}`), `${first} ${second}`);
  }
});

testWorkflowSteps(
  "every input that a workflow gives is one of the action's, and every step of the action names its shell",
  () => {
    const known = Object.keys(prepare.action.inputs);
    for (const [name, { uses, with: inputs = {} }] of steps) {
      if (uses === "./.github/actions/prepare") {
        for (const input of Object.keys(inputs)) assert.ok(known.includes(input), `${name}: ${input}`);
      }
    }
    assert.is(prepare.action.runs.using, "composite");
    for (const { run, shell } of prepare.action.runs.steps) assert.is(shell, run === undefined ? undefined : "bash");
  },
);

testWorkflowSteps("packages are installed before there are credentials that their scripts could read", () => {
  const order = prepare.action.runs.steps.map(({ uses, run }) => uses?.split("@")[0] ?? run);
  assert.ok(
    order.findIndex((step) => step?.startsWith("npm ci")) < order.indexOf("aws-actions/configure-aws-credentials"),
  );
});

for (const script of scripts) {
  testWorkflowSteps(`${script} says how it is used, and refuses to guess`, () => {
    const run = (...words: readonly string[]) =>
      spawnSync(join(scriptsFolder, script), words, { encoding: "utf8", env: { PATH: process.env.PATH } });

    const asked = run("--help");
    const bare = run();

    assert.equal([asked.status, asked.stderr, bare.status, bare.stdout], [0, "", 2, ""]);
    assert.match(asked.stdout, new RegExp(`^usage: .*tools/delivery/${script} `));
    assert.is(bare.stderr, asked.stdout);
  });
}
