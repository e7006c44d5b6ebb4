import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { NotDeployed } from "../../../tools/delivery/deploy-release";
import { release } from "../../../tools/delivery/release-flow";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { projectFolder } from "./workflow-files";

const test = suite("release flow");

type World = {
  readonly broken: readonly string[];
  /** What cannot be deployed, and whether something has changed by then. */
  readonly undeployable?: Readonly<Record<string, boolean>>;
  readonly previous?: string;
};

const released = async ({ broken, undeployable = {}, previous }: World) => {
  const deployed: string[] = [];
  const said: string[] = [];
  const deploy = (name: string): TE.TaskEither<NotDeployed, void> => {
    const isTouched = undeployable[name];
    return async () => {
      if (isTouched !== undefined) return E.left({ reason: `${name} cannot be deployed`, isTouched });
      deployed.push(name);
      return E.right(undefined);
    };
  };
  const end = await release({
    deploy: deploy("new"),
    deployPrevious: previous === undefined ? undefined : deploy(previous),
    smoke: async () => !broken.includes(deployed.at(-1) ?? ""),
    say: (line) => void said.push(line),
  });
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
    said: [
      "Returning to the last release; projects, keys, secrets and limits stay as they are today.",
      "The last release runs again, and passes its smoke test.",
    ],
  });
});

test("a release that stops halfway gives way to the last one too", async () => {
  const { end, deployed, said } = await released({ broken: [], undeployable: { new: true }, previous: "old" });

  assert.equal([end, deployed, said[0]], ["returned", ["old"], "The deployment failed: new cannot be deployed"]);
});

test("a release that is refused before anything changes leaves the last one as it is", async () => {
  assert.equal(await released({ broken: [], undeployable: { new: false }, previous: "old" }), {
    end: "refused",
    deployed: [],
    said: ["The deployment failed: new cannot be deployed", "The release that ran goes on as it was."],
  });
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
    ["stranded", "The last release does not work with today's config either: the stack needs a look."],
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

/** Runs the script beside a stack's file, with an `npx` that says what it is asked for, and a `curl` that answers as GitHub does. */
const selected = (file: string, more: Readonly<Record<string, string>> = {}) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "tools/delivery"), { recursive: true });
  copyFileSync(join(projectFolder, "tools/delivery/select-stack.sh"), join(folder, "tools/delivery/select-stack.sh"));
  const says =
    '#!/usr/bin/env bash\necho "$@"\n[[ "$*" != *file://* ]] || cat "$(sed "s,.*file://,,;s, .*,," <<<"$*")"\n';
  writeFileSync(join(folder, "npx"), says, { mode: 0o755 });
  const answers = '#!/usr/bin/env bash\necho "{\\"value\\":\\"token for $6\\"}"\n';
  writeFileSync(join(folder, "curl"), answers, { mode: 0o755 });
  writeFileSync(join(folder, "Pulumi.dev.yaml"), `${file}\nconfig: {}\n`);
  const env = { PATH: `${folder}:${process.env.PATH}`, PULUMI_BACKEND_URL: "s3://state", ...more };
  return spawnSync(join(folder, "tools/delivery/select-stack.sh"), ["dev"], { encoding: "utf8", env });
};

const key = "secretsprovider: awskms://KEY?region=eu-north-1";
const own = "encryptedkey: x";

testSelect("asks for the key of the state with the stack in its context, where the key is KMS's", () => {
  for (const provider of [`${key}&context_stack=dev`, `${key}&context_stack=dev&awssdk=v2`])
    assert.is(selected(`${provider}\n${own}`).stdout, "pulumi login s3://state\npulumi stack select dev\n");
  for (const provider of [key, `${key}&context_stack=prod`, `${key}&context_stack=dev2`, `${key}&xcontext_stack=dev`]) {
    const { status, stdout, stderr } = selected(`${provider}\n${own}`);
    assert.equal([status, stdout], [2, ""]);
    assert.match(stderr, "secretsprovider needs context_stack=dev");
  }
});

testSelect("refuses a stack file without a key for its secrets before it does anything, but for Pulumi Cloud", () => {
  for (const file of ["", own, "encryptedkey:", `${key}&context_stack=dev`, "#encryptionsalt: v1:x"]) {
    const { status, stdout, stderr } = selected(file);
    assert.equal([status, stdout], [2, ""], file);
    assert.match(stderr, /^Pulumi\.dev\.yaml has no key for its secrets .* Commit that one/s);
  }
  assert.is(selected("encryptionsalt: v1:x").status, 0);
  const PULUMI_BACKEND_URL = "https://api.pulumi.com";
  assert.is(
    selected("", { PULUMI_BACKEND_URL }).stdout,
    `pulumi login ${PULUMI_BACKEND_URL}\npulumi stack select dev\n`,
  );
});

testSelect("logs in to Pulumi Cloud from a workflow by GitHub's token for the organization", () => {
  const asked = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://github/token?v=1", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };
  const cloud = { PULUMI_BACKEND_URL: "https://api.pulumi.com", ...asked };

  const { status, stdout } = selected("", { ...cloud, PULUMI_ORGANIZATION: "acme" });

  assert.is(status, 0);
  assert.match(
    stdout,
    /^pulumi login https:\/\/api\.pulumi\.com --oidc-token file:\/\/\S+ --default-org acme\ntoken for https:\/\/github\/token\?v=1&audience=urn:pulumi:org:acmepulumi stack select dev\n$/,
  );
  assert.match(selected("", cloud).stderr, "PULUMI_ORGANIZATION");
});

const testReturn = suite("npm run release");

testReturn(
  "takes the code of the last release and today's stack file where the smoke test fails, and previews both",
  () => {
    const folder = temporaryFolder();
    const file = (name: string, script: string) =>
      writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
    file("npx", `echo "$@" >> "${folder}/asked"`);
    file("npm", "exit 1");
    file("git", '[ "$2" = remove ] || { mkdir -p "$4" && cp package-lock.json "$4"; }');

    const words = ["tools/main/run.cjs", "tools/delivery/release.ts", "--stack", "prod", "--previous", "abc123"];
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder };
    const { status, stdout } = spawnSync(process.execPath, words, { cwd: projectFolder, encoding: "utf8", env });

    assert.is(status, 1);
    assert.match(stdout, "Returning to the last release; projects, keys, secrets and limits stay as they are today.");
    const asked = readFileSync(join(folder, "asked"), "utf8").trim().split("\n");
    assert.equal(
      asked.map(
        (line) =>
          line
            .replaceAll(projectFolder, "OWN")
            .replaceAll(/\S*\/release-\w+\/program/g, "LAST")
            .split(" --color")[0],
      ),
      ["OWN", "OWN", "LAST", "LAST"].map((code, at) => {
        const verb = at % 2 === 0 ? "preview" : "up";
        return `pulumi ${verb} --cwd ${code} --stack prod --config-file OWN/Pulumi.prod.yaml --policy-pack ${code}/tools/policy`;
      }),
    );
    assert.ok(!asked.join().includes("--skip-preview"));
  },
);
