import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { temporaryFolder } from "../local/temporary-folder";
import { projectFolder } from "./workflow-files";

const test = suite("last release");

type Deployment = { readonly id: number; readonly sha: string; readonly states: readonly string[] };

/** A `gh` that answers as GitHub's API and gh's own --jq would, for these deployments. */
const fakeGh = (deployments: readonly Deployment[], fails = false): string => {
  const folder = temporaryFolder();
  const list = deployments.map(({ id, sha }) => `${id} ${sha}`).join("\n");
  const cases = deployments.map(({ id, states }) => `*/deployments/${id}/statuses*) echo "${states.join(" ")}" ;;`);
  const text = `#!/usr/bin/env bash
${fails ? "echo 'HTTP 401' >&2; exit 4" : ""}
case "$2" in
  repos/acme/comms/deployments\\?environment=prod*) printf '%s\\n' "${list}" ;;
  ${cases.join("\n  ")}
  *) echo "unexpected: $*" >&2; exit 3 ;;
esac
`;
  writeFileSync(join(folder, "gh"), text);
  chmodSync(join(folder, "gh"), 0o755);
  return folder;
};

const lastRelease = (ghFolder: string) => {
  const { status, stdout, stderr } = spawnSync("scripts/delivery/last-release.sh", ["prod"], {
    cwd: projectFolder,
    encoding: "utf8",
    env: { PATH: `${ghFolder}:${process.env.PATH}`, GITHUB_REPOSITORY: "acme/comms" },
  });
  return { status, stdout, stderr };
};

test("the newest deployment that was ever a success is the last release", () => {
  const gh = fakeGh([
    { id: 9, sha: "ddd", states: ["in_progress", "waiting"] },
    { id: 8, sha: "ccc", states: ["failure", "in_progress"] },
    { id: 7, sha: "bbb", states: ["inactive", "success", "in_progress"] },
    { id: 6, sha: "aaa", states: ["success"] },
  ]);

  assert.equal(lastRelease(gh), { status: 0, stdout: "commit=bbb\n", stderr: "" });
});

test("without a success there is no last release", () => {
  const gh = fakeGh([{ id: 8, sha: "ccc", states: ["failure"] }]);

  assert.equal(lastRelease(gh), { status: 0, stdout: "commit=\n", stderr: "" });
});

test("when GitHub does not answer, nothing is guessed", () => {
  const { status, stdout } = lastRelease(fakeGh([], true));

  assert.equal([status, stdout], [4, ""]);
});

test.run();
