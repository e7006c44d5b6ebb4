import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { privateFolder } from "../../../../tools/aws/private-files";
import { readStackConfig } from "../../../../tools/engine/program/stack-config";
import { readyPlace } from "../../../../tools/engine/update/running-engine";
import { runOps } from "../../../../tools/ops/run-ops";
import { runProject } from "../../../../tools/ops/run-project";
import { temporaryFolder } from "../../../helpers/temporary-folder";
import { aReady } from "../../engine/run/a-ready";
import { runAt, withEnvironment } from "../operator";
import { emptyStack, newProject } from "./config-folder";

const folder = temporaryFolder();
const broken = "config:\n  a: [1\n  b: 2\n";
for (const [name, text] of Object.entries({
  "Pulumi.yaml": "name: ai-multi-comms\nruntime: nodejs\n",
  "Pulumi.local.yaml": emptyStack,
  "Pulumi.prod.yaml": emptyStack,
  "Pulumi.bare.yaml": "config: {}\n",
  "Pulumi.broken.yaml": broken,
}))
  writeFileSync(join(folder, name), text);

privateFolder(join(folder, ".local"));
// What an engine that was killed leaves behind.
writeFileSync(readyPlace(folder), JSON.stringify(aReady));

/** Where nobody has signed in. */
const nowhere = {
  HOME: folder,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_PROFILE: undefined,
  AWS_REGION: undefined,
};

const signIn = /^Not done: no AWS credentials: aws sso login and AWS_PROFILE, or AWS_ACCESS_KEY_ID/;
const gone = /^Not done: the engine that wrote .*ready\.json runs no more: npm start/;

type Program = "ops" | "project";

const run = (program: Program, argv: readonly string[]) =>
  withEnvironment(nowhere, () =>
    runAt((terminal) => (program === "ops" ? runOps(argv, terminal, folder) : runProject(folder, argv, terminal))),
  );

for (const [what, program, argv, words] of [
  [
    "a stack whose name has a slip",
    "ops",
    ["status", "--stack", "prdo"],
    /no .*Pulumi\.prdo\.yaml: did you mean prod\?/,
  ],
  [
    "a stack of no such name",
    "project",
    ["list", "--stack", "x"],
    /this folder has the stacks bare, broken, local, prod$/,
  ],
  [
    "no region",
    "ops",
    ["status", "--stack", "bare"],
    /^Not done: no AWS region: --region, or aws:region in the config/,
  ],
  ["nobody signed in", "ops", ["status", "--stack", "prod"], signIn],
  ["nobody signed in, for a project's check", "project", ["check", "--stack", "prod"], signIn],
  ["a killed engine", "ops", ["stuck"], gone],
  ["a killed engine, for a project's check", "project", ["check"], gone],
  ["a config that is no YAML", "project", ["list", "--stack", "broken"], /Pulumi\.broken\.yaml: .* at line 3/],
] as const satisfies readonly (readonly [string, Program, readonly string[], RegExp])[])
  test(`${what} is told in the reader's words`, async () => {
    const { code, text } = await run(program, argv);
    assert.is(code, 1);
    assert.match(text, words);
    assert.not.match(text, /\n +at /);
  });

test("the program's own reading names the file that is no YAML", () =>
  assert.throws(() => readStackConfig({ folder, stack: "broken" }), /Pulumi\.broken\.yaml: .* at line 3/));

test("a config that is not there is named by its file", () =>
  assert.throws(
    () => readStackConfig({ folder, stack: "local", file: join(folder, "gone.yaml") }),
    /there is no .*gone\.yaml, which holds the config of the stack local; nothing was changed/,
  ));

test("Ctrl-C at a question ends the command, which has changed nothing", async () => {
  const code = await runAt((terminal) =>
    runProject(folder, newProject.slice(0, -2), {
      ...terminal,
      isInteractive: true,
      ask: () => Promise.reject(Object.assign(new Error("Aborted with Ctrl+C"), { name: "AbortError" })),
    }),
  );
  assert.equal([code.code, code.text.trim()], [130, "Ended by Ctrl-C; nothing was changed."]);
});
