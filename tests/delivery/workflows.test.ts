import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runsFor } from "./runs-for";
import { type Job, prepare, workflows } from "./workflow-files";

const test = suite("workflows");

const jobs: readonly (readonly [string, Job])[] = Object.entries(workflows).flatMap(([file, { workflow }]) =>
  Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job] as const),
);

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
  for (const [file, { text }] of [...Object.entries(workflows), ["prepare", prepare] as const]) {
    assert.not.match(text, /\bsecrets\b/, file);
  }
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

test.run();
