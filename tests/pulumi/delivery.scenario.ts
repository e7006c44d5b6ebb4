import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { functionThings } from "../../infra/names";
import { withChanges } from "../../tools/measure/sample/captured-program";
import { addProject, type Lab, labWith, makeLab, PROJECT, scenario, standing } from "./lab";

const deploy = (lab: Lab, stack: string, ...words: readonly string[]) =>
  lab.run("npm", ["run", "-s", "deploy", "--", "--stack", stack, ...words]);

const reportOf = (lab: Lab): string => readFileSync(join(lab.folder, "report.md"), "utf8");

/** GitHub's limit of a comment is 65,536 characters. */
const MOST_OF_A_COMMENT = 60_000;

const KEY = "sk-0123456789abcdef0123456789abcdef";

scenario("a deployment that is against the policies changes nothing, and every violation is named", async () => {
  const lab = await labWith("dev");
  const before = await standing(lab, "dev");
  withChanges(
    lab.folder,
    { file: "infra/functions/inline-function.ts", from: "variables: {", to: `variables: { OPENAI_API_KEY: "${KEY}",` },
    { file: "infra/functions/inline-function.ts", from: "config.logRetentionDays", to: "0" },
  );

  const { code, text } = await deploy(lab, "dev", "--yes", "--report", "report.md");

  assert.is(code, 1);
  for (const said of [text, reportOf(lab)])
    for (const rule of ["no-secret-in-environment", "log-groups-expire"])
      assert.equal([rule, said.match(new RegExp(`${rule}: `, "g"))?.length], [rule, functionThings.length]);
  assert.not.match(text + reportOf(lab), KEY);
  assert.equal(await standing(lab, "dev"), before);
});

scenario("what a comment tells of a first deployment fits in it", async () => {
  const lab = await makeLab();
  await lab.done("stack", "init", "dev");
  const first = await deploy(lab, "dev", "--preview", "--report", "report.md");
  const ofFirst = reportOf(lab);

  assert.is(first.code, 0, first.text);
  assert.ok(Buffer.byteLength(ofFirst) < MOST_OF_A_COMMENT, `${Buffer.byteLength(ofFirst)} bytes`);
  assert.match(ofFirst, /can be deployed[\s\S]*\+ create .* router\n/);
});

const git = async (lab: Lab, ...words: readonly string[]): Promise<void> => {
  const identity = ["-c", "user.name=lab", "-c", "user.email=lab@example.com"];
  const { code, text } = await lab.run("git", [...identity, ...words]);
  assert.is(code, 0, text);
};

const CANARY = "sk-canary-of-the-lab";

scenario(
  "a return to an earlier release keeps a project that came since, with its key, plan, secret and record",
  async () => {
    const lab = await labWith("dev");
    await git(lab, "init", "-q", "-b", "main");
    await git(lab, "add", "--all", "--", ".", ":!node_modules");
    await git(lab, "commit", "-q", "-m", "first");
    await git(lab, "tag", "first");
    await addProject(lab, "dev");
    const secret = 'secretValues["openai-api-key/whatsapp"].ai_api_key';
    await lab.done("config", "set", "--stack", "dev", "--secret", "--path", secret, CANARY);
    withChanges(lab.folder, { file: "infra/functions/router.ts", from: 'description: "', to: 'description: "Next: ' });
    const second = await deploy(lab, "dev", "--yes", "--report", "report.md");
    assert.is(second.code, 0, second.text);
    assert.match(reportOf(lab), /description: "Accepts .* => "Next: /);
    const before = await standing(lab, "dev");

    const { code, text } = await deploy(lab, "dev", "--yes", "--release", "first");

    assert.is(code, 0, text);
    const after = await standing(lab, "dev");
    const ofProject = (lines: readonly string[]) => lines.filter((line) => line.includes(PROJECT));
    assert.ok(ofProject(after).length >= 5);
    assert.equal(ofProject(after), ofProject(before));
    const counts = [CANARY, '"Next: '].map((text) =>
      [before, after].map((lines) => lines.filter((line) => line.includes(text)).length),
    );
    assert.equal(counts, [
      [1, 1],
      [1, 0],
    ]);
  },
);

scenario("a deployment by which a project would go is refused, and names it", async () => {
  const lab = await labWith("dev");
  const before = await standing(lab, "dev");
  await lab.done("config", "set", "--stack", "dev", "projects", "[]");

  const { code, text } = await deploy(lab, "dev", "--yes");

  assert.is(code, 1);
  assert.match(text, /ci-smoke pi-smoke|ci-smoke-pi-smoke/);
  assert.match(text, "--allow-removal");
  assert.equal(await standing(lab, "dev"), before);
});
