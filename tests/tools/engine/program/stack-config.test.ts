import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readStackConfig } from "../../../../tools/engine/program/stack-config";
import { temporaryFolder } from "../../../helpers/temporary-folder";

const folderWith = (project: string, stack: string): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "Pulumi.yaml"), project);
  writeFileSync(join(folder, "Pulumi.local.yaml"), stack);
  return folder;
};

const project = `
name: demo
runtime: nodejs
config:
  aws:region: eu-north-1
  level: { value: info }
  retention: { type: integer, default: 14, description: days }
  token: { secret: true, type: string }
`;

test("merges the project's defaults, the stack's values and the overrides, each winning over the one before", () => {
  const folder = folderWith(
    project,
    'config:\n  level: debug\n  demo:projects: [{ name: "a", channels: { sms: 1, email: 2 } }]\n  demo:zero: 0\n  yes: true\n  empty:\n',
  );

  const config = readStackConfig({ folder, stack: "local", overrides: { retention: "30", token: "a=b" } });

  assert.equal(config, {
    project: "demo",
    stack: "local",
    config: {
      "aws:region": "eu-north-1",
      "demo:level": "debug",
      "demo:retention": "30",
      "demo:projects": '[{"channels":{"email":2,"sms":1},"name":"a"}]',
      "demo:zero": "0",
      "demo:yes": "true",
      "demo:empty": "",
      "demo:token": "a=b",
    },
    secretKeys: ["demo:token"],
  });
});

test("does without a file for the stack", () => {
  const folder = folderWith("name: demo\nruntime: nodejs\n", "");

  assert.equal(readStackConfig({ folder, stack: "other" }), {
    project: "demo",
    stack: "other",
    config: {},
    secretKeys: [],
  });
});

test("takes the compiler's settings that the project names", () => {
  const options = "{ packagemanager: npm, tsconfig: tsconfig.pulumi.json }";
  const folder = folderWith(`name: demo\nruntime: { name: nodejs, options: ${options} }\n`, "");

  assert.is(readStackConfig({ folder, stack: "local" }).tsconfig, "tsconfig.pulumi.json");
});

const refused: readonly (readonly [project: string, stack: string, RegExp])[] = [
  [project, "config:\n  openaiKey: { secure: v1:abc }\n", /^demo:openaiKey is encrypted; the local run/],
  [project, "config:\n  projects: [{ keys: { secure: v1:abc } }]\n", /^demo:projects\[0\]\.keys is encrypted/],
  ["runtime: nodejs\n", "", /Pulumi\.yaml: name is missing/],
  [project, "config: [a]\n", /Pulumi\.local\.yaml: config must be a mapping/],
  [project, "environment: [shared]\n", /environment \(Pulumi ESC\)/],
  [
    project,
    "config:\n  demo:level: a\n  level: b\n",
    /yaml has both level and demo:level, which are one key: take one out/,
  ],
  [
    project,
    "config:\n  a: 1\n   b: 2\n",
    /Pulumi\.local\.yaml: .* at line 2[\s\S]*\nOr the line below it is indented too far\.$/,
  ],
];

test("names what it cannot read: an encrypted value, also inside a structure, a file and its part", () => {
  for (const [of, stack, words] of refused)
    assert.throws(() => readStackConfig({ folder: folderWith(of, stack), stack: "local" }), words);
});

test("does without an encrypted value that is overridden", () => {
  const folder = folderWith(project, "config:\n  openaiKey: { secure: v1:abc }\n");
  const { config } = readStackConfig({ folder, stack: "local", overrides: { openaiKey: "k" } });
  assert.is(config["demo:openaiKey"], "k");
});
