import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { release } from "../../../tools/delivery/release-flow";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { projectFolder } from "./workflow-files";

const test = suite("release flow");

type World = { readonly broken: readonly string[]; readonly refused?: readonly string[]; readonly previous?: string };

const released = async ({ broken, refused = [], previous }: World) => {
  const deployed: string[] = [];
  const said: string[] = [];
  const end = await release(
    {
      deploy: (folder) => {
        if (refused.includes(folder)) return TE.left(`${folder} is refused`);
        deployed.push(folder);
        return TE.right(undefined);
      },
      smoke: async () => !broken.includes(deployed.at(-1) ?? ""),
      previous: async () => previous,
      say: (line) => void said.push(line),
    },
    "new",
  );
  return { end, deployed, said };
};

test("a release that passes its smoke test stays", async () => {
  assert.equal(await released({ broken: [], previous: "old" }), {
    end: "released",
    deployed: ["new"],
    said: ["Released: the smoke test passes."],
  });
});

test("a release that fails its smoke test gives way to the last one", async () => {
  assert.equal(await released({ broken: ["new"], previous: "old" }), {
    end: "returned",
    deployed: ["new", "old"],
    said: ["Returning to the last release.", "The last release runs again, and passes its smoke test."],
  });
});

test("a release that cannot be deployed gives way to the last one too", async () => {
  const { end, deployed, said } = await released({ broken: [], refused: ["new"], previous: "old" });

  assert.equal([end, deployed, said[0]], ["returned", ["old"], "The deployment failed: new is refused"]);
});

test("a first release that fails stays, and that is said", async () => {
  assert.equal(await released({ broken: ["new"] }), {
    end: "stranded",
    deployed: ["new"],
    said: ["There is no earlier release to return to: the stack stays as it is, and needs a look."],
  });
});

test("when the last release does not work either, that is said", async () => {
  const { end, said } = await released({ broken: ["new", "old"], previous: "old" });

  assert.equal(
    [end, said.at(-1)],
    ["stranded", "The last release does not pass its smoke test either: the stack needs a look."],
  );
});

const testLastRelease = suite("last release");

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
  const { status, stdout, stderr } = spawnSync("tools/delivery/last-release.sh", ["prod"], {
    cwd: projectFolder,
    encoding: "utf8",
    env: { PATH: `${ghFolder}:${process.env.PATH}`, GITHUB_REPOSITORY: "acme/comms" },
  });
  return { status, stdout, stderr };
};

testLastRelease("the newest deployment that was ever a success is the last release", () => {
  const gh = fakeGh([
    { id: 9, sha: "ddd", states: ["in_progress", "waiting"] },
    { id: 8, sha: "ccc", states: ["failure", "in_progress"] },
    { id: 7, sha: "bbb", states: ["inactive", "success", "in_progress"] },
    { id: 6, sha: "aaa", states: ["success"] },
  ]);

  assert.equal(lastRelease(gh), { status: 0, stdout: "commit=bbb\n", stderr: "" });
});

testLastRelease("without a success there is no last release", () => {
  const gh = fakeGh([{ id: 8, sha: "ccc", states: ["failure"] }]);

  assert.equal(lastRelease(gh), { status: 0, stdout: "commit=\n", stderr: "" });
});

testLastRelease("when GitHub does not answer, nothing is guessed", () => {
  const { status, stdout } = lastRelease(fakeGh([], true));

  assert.equal([status, stdout], [4, ""]);
});

const testSelect = suite("selecting a stack");

/** Runs the script beside a stack's file, with an `npx` that says what it is asked for. */
const selected = (provider: string) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "tools/delivery"), { recursive: true });
  copyFileSync(join(projectFolder, "tools/delivery/select-stack.sh"), join(folder, "tools/delivery/select-stack.sh"));
  writeFileSync(join(folder, "npx"), '#!/usr/bin/env bash\necho "$@"\n', { mode: 0o755 });
  writeFileSync(join(folder, "Pulumi.dev.yaml"), `${provider}\nencryptedkey: x\nconfig: {}\n`);
  const env = { PATH: `${folder}:${process.env.PATH}`, PULUMI_BACKEND_URL: "s3://state" };
  return spawnSync(join(folder, "tools/delivery/select-stack.sh"), ["dev"], { encoding: "utf8", env });
};

const key = "secretsprovider: awskms://KEY?region=eu-north-1";

testSelect("asks for the key of the state with the stack in its context, where the key is KMS's", () => {
  for (const provider of [`${key}&context_stack=dev`, `${key}&context_stack=dev&awssdk=v2`, "config: {}"]) {
    assert.is(selected(provider).stdout, "pulumi login s3://state\npulumi stack select dev\n");
  }
  for (const provider of [key, `${key}&context_stack=prod`, `${key}&context_stack=dev2`, `${key}&xcontext_stack=dev`]) {
    const { status, stdout, stderr } = selected(provider);
    assert.equal([status, stdout], [2, ""]);
    assert.match(stderr, "secretsprovider needs context_stack=dev");
  }
});
