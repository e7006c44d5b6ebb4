import { spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { actions, type Job, projectFolder, runsFor, type Step, workflows } from "./workflow-files";
import expected from "./workflow-jobs.json";

const test = suite("workflows");

const jobs: readonly (readonly [string, Job])[] = Object.entries(workflows).flatMap(([file, { workflow }]) =>
  Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job] as const),
);

const texts: readonly (readonly [string, string])[] = [
  ...Object.entries(workflows).map(([file, { text }]) => [file, text] as const),
  ...Object.entries(actions).map(([name, { text }]) => [name, text] as const),
];

const jobNames = (wanted: (job: Job) => boolean): readonly string[] =>
  jobs.filter(([, job]) => wanted(job)).map(([name]) => name);

type Column = "permissions" | "environment" | "concurrency";

const columnOf = (column: Column) => Object.fromEntries(jobs.map(([name, job]) => [name, job[column] ?? null]));

const expectedOf = (column: Column) =>
  Object.fromEntries(Object.entries(expected.jobs).map(([name, job]) => [name, job[column]]));

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

const startedBy = async (file: string, contexts: Parameters<typeof runsFor>[1]): Promise<readonly string[]> => {
  const started: string[] = [];
  for (const [name, job] of Object.entries(workflows[file]?.workflow.jobs ?? {})) {
    if (await runsFor(job, contexts)) started.push(name);
  }
  return started;
};

test("only pushes, pull requests, the clock and a person start a workflow", () => {
  assert.equal(
    Object.fromEntries(Object.entries(workflows).map(([file, { workflow }]) => [file, workflow.on])),
    expected.started,
  );
});

test("a pull request from a fork starts nothing but the checks, which have neither a role nor an environment", async () => {
  assert.equal(await startedBy("dev_cicd.yml", pullRequest("mallory/comms")), ["check"]);
  const check = workflows["dev_cicd.yml"]?.workflow.jobs.check;
  assert.equal([check?.permissions, check?.environment], [undefined, undefined]);
});

test("a pull request of the repository itself is previewed, and deploys nothing", async () => {
  assert.equal(await startedBy("dev_cicd.yml", pullRequest("acme/comms")), ["check", "install", "preview", "comment"]);
});

test("a workflow that is started by hand elsewhere than on its branch deploys nothing", async () => {
  for (const [file, branch, job] of [
    ["dev_cicd.yml", "develop", "deploy"],
    ["prod_cicd.yml", "main", "release"],
  ] as const) {
    const startedOn = (ref: string) =>
      startedBy(file, { ...pullRequest(""), github: { event_name: "workflow_dispatch", ref: `refs/heads/${ref}` } });
    assert.equal(
      [await startedOn("feature"), await startedOn(branch)],
      [
        ["check", "install"],
        ["check", "install", job],
      ],
    );
  }
});

test("no workflow reads a secret of the repository", () => {
  for (const [file, text] of texts) assert.not.match(text, /\bsecrets\b/, file);
});

test("every workflow may read the code and no more, and jobs ask for what they need", () => {
  for (const { workflow } of Object.values(workflows)) assert.equal(workflow.permissions, { contents: "read" });
  assert.equal(columnOf("permissions"), expectedOf("permissions"));
});

test("a role is assumed only inside the environment that its trust names", () => {
  assert.equal(columnOf("environment"), expectedOf("environment"));
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

test("deployments of a stack follow one another; what changes nothing may be replaced, and pushes none of them out", () => {
  assert.equal(columnOf("concurrency"), expectedOf("concurrency"));
});

test("every job has a time limit", () => {
  for (const [name, job] of jobs) assert.type(job["timeout-minutes"], "number", name);
});

const testWorkflowSteps = suite("workflow steps");

const steps: readonly (readonly [string, Step])[] = [
  ...jobs.flatMap(([name, job]) => job.steps.map((step) => [name, step] as const)),
  ...Object.entries(actions).flatMap(([name, { action }]) => action.runs.steps.map((step) => [name, step] as const)),
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
    "./.github/actions/install",
    "./.github/actions/prepare",
    "actions/cache",
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
    for (const [own, { action }] of Object.entries(actions)) {
      const known = Object.keys(action.inputs ?? {});
      for (const [name, { uses, with: inputs = {} }] of steps)
        if (uses === `./.github/actions/${own}`) assert.equal(Object.keys(inputs).sort(), known.toSorted(), name);
      assert.is(action.runs.using, "composite");
      for (const { run, shell } of action.runs.steps) assert.is(shell, run === undefined ? undefined : "bash");
    }
  },
);

const textOf = (file: string): string => readFileSync(join(projectFolder, file), "utf8");
const manifest = JSON.parse(textOf("package.json"));

testWorkflowSteps(
  "what a job with a role runs was fetched in one that can have no token, and is what was fetched",
  () => {
    for (const { workflow } of Object.values(workflows))
      for (const [name, job] of Object.entries(workflow.jobs).filter(([, job]) => mayAssumeRole(job))) {
        const { steps: own, permissions, environment } = workflow.jobs.install ?? { steps: [] };
        assert.equal([own.at(-1)?.uses, permissions, environment], ["./.github/actions/install", undefined, undefined]);
        assert.ok([job.needs].flat().includes("install"), name);
        const commands = [...job.steps, ...actions.prepare.action.runs.steps].map(({ run = "" }) => run);
        assert.not.match(commands.join("\n"), /npm (ci|install|rebuild)|npx|curl|fetch-tools/);
        const [, taken] = job.steps.map(({ with: inputs }) => inputs?.digest);
        assert.is(taken, `\${{ needs.install.outputs.digest }}`, name);
      }
    const order = actions.prepare.action.runs.steps.map(({ uses, run }) => (uses ?? run ?? "").split(/[@ ]/)[0]);
    assert.ok(order.indexOf("tools/delivery/unpack-tools.sh") < order.indexOf("aws-actions/configure-aws-credentials"));
  },
);

testWorkflowSteps(
  "no package's install script runs but those that are allowed, by name, where there is no token",
  () => {
    const elsewhere = [
      ...scripts.map((name) => `tools/delivery/${name}`),
      "tools/delivery/release-checkout.ts",
      ".ci/run",
    ];
    const commands = [...texts.map(([, text]) => text), ...elsewhere.map(textOf)]
      .join("\n")
      .replaceAll(/["',[\]]/g, "");
    const installs = commands.split("\n").filter((line) => /npm (ci|install)\b/.test(line) && !/^ *#/.test(line));
    assert.ok(installs.length >= 3);
    for (const line of installs) assert.match(line, /npm ci --ignore-scripts /);
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
    assert.equal(commands.match(/npm rebuild .*/g), [`npm rebuild ${allowed.join(" ")}`]);
  },
);

/** The script in a project of its own, where these commands stand for the real ones. */
const runApart = (script: string, words: readonly string[], commands: Readonly<Record<string, string>> = {}) => {
  const folder = temporaryFolder();
  cpSync(scriptsFolder, join(folder, "tools/delivery"), { recursive: true });
  for (const [name, text] of Object.entries(commands))
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const run = (...more: readonly string[]) =>
    spawnSync(join(folder, "tools/delivery", script), [...words, ...more], { cwd: folder, encoding: "utf8", env });
  return { folder, run };
};

testWorkflowSteps("Pulumi's command is the launcher's version by its digest, and another is not unpacked", () => {
  const pinned = /^[0-9a-f]{128} {2}pulumi-v(\S+)-linux-x64\.tar\.gz\n$/.exec(
    textOf("tools/delivery/pulumi-cli.sha512"),
  );
  assert.is(pinned?.[1], manifest.devDependencies.pulumi);
  const { folder, run } = runApart("fetch-tools.sh", ["all.tar.gz"], {
    npm: "exit 0",
    npx: "touch ran",
    curl: 'for word; do :; done; echo another > "$(basename "$word")"',
  });

  const { status, stdout, stderr } = run();

  assert.equal([status, stdout], [1, ""]);
  assert.match(stderr, "did NOT match");
  assert.equal(
    ["ran", "all.tar.gz"].map((file) => existsSync(join(folder, file))),
    [false, false],
  );
});

testWorkflowSteps("one plugin is fetched, the program's; what a cache has is checked and not fetched again", () => {
  const { folder, run } = runApart("fetch-tools.sh", ["all.tar.gz"], {
    npm: "mkdir node_modules",
    npx: 'echo "$@" > asked',
    curl: "touch fetched",
  });
  cpSync(join(projectFolder, "package.json"), join(folder, "package.json"));
  const root = join(folder, `.pulumi/versions/${manifest.devDependencies.pulumi}`);
  mkdirSync(join(root, "pulumi"), { recursive: true });
  const name = `pulumi-v${manifest.devDependencies.pulumi}-linux-x64.tar.gz`;
  const script = `echo it > pulumi/pulumi && tar -czf ${name} pulumi && rm -r pulumi && sha512sum ${name} > "${folder}/tools/delivery/pulumi-cli.sha512"`;
  spawnSync("sh", ["-c", script], { cwd: root });

  const { status, stdout } = run();

  assert.equal([status, existsSync(join(folder, "fetched"))], [0, false]);
  assert.match(stdout, /^digest=[0-9a-f]{64}\n$/);
  const asked = readFileSync(join(folder, "asked"), "utf8");
  assert.is(asked, `pulumi plugin install resource aws ${manifest.dependencies["@pulumi/aws"]}\n`);
  const packed = spawnSync("tar", ["-tzf", "all.tar.gz"], { cwd: folder, encoding: "utf8" }).stdout;
  assert.ok(packed.includes("/bin/pulumi\n") && !packed.includes(name));
});

testWorkflowSteps("an archive is unpacked by its digest alone", () => {
  const { folder, run } = runApart("unpack-tools.sh", ["all.tar.gz"]);
  mkdirSync(join(folder, ".pulumi/versions/1.2.3"), { recursive: true });
  const script = 'tar -czf all.tar.gz .pulumi && rm -r .pulumi && sha256sum all.tar.gz | cut -d " " -f 1';
  const digest = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" }).stdout.trim();

  assert.is(run("0".repeat(64)).status, 1);
  assert.is(existsSync(join(folder, ".pulumi")), false);
  assert.equal(
    [run(digest).stdout, existsSync(join(folder, ".pulumi"))],
    [`PULUMI_HOME=${folder}/.pulumi\nPULUMI_VERSION=1.2.3\nPULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true\n`, true],
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
