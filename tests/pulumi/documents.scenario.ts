import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { project } from "../../tools/measure/sample/captured-program";
import { makeLab, scenario } from "./lab";

const FENCE = /^( *)```(\S.*)\n([\s\S]*?)^\1```$/gm;

/** The command blocks of a document, in their order; what follows `sh` says what they need that is not here. */
const commandBlocks = (text: string): readonly { readonly needs: string; readonly script: string }[] =>
  [...text.matchAll(FENCE)]
    .filter(([, , language = ""]) => language.split(" ")[0] === "sh")
    .map(([, indent = "", language = "", body = ""]) => ({
      needs: language.slice("sh".length).trim(),
      script: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }));

/** What an operator has from before, and from AWS. */
const given = [
  "OPENAI_API_KEY=sk-of-nobody",
  "KEY_ARN=arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666",
];

const assignments = (script: string): readonly string[] => script.match(/^[A-Z_]+=.*$/gm) ?? [];

/** The names that a block's output has to hold, by what stands in the block. */
const printed: readonly (readonly [command: string, output: RegExp])[] = [
  ["stack init dev", /Created stack 'dev'/],
  ["stack init prod", /Created stack 'prod'/],
  ["stack output webhooks", /\/receipts\/sendgrid\//],
  ["stack output deploymentRoles", /arn:aws:iam::/],
  ["--expect-no-changes", /\d+ unchanged/],
  ["destroy", /\d+ deleted/],
];

scenario("every command block of docs/deployment.md that needs no AWS does what it says, in its turn", async () => {
  const blocks = commandBlocks(readFileSync(join(project, "docs/deployment.md"), "utf8"));
  assert.equal([...new Set(blocks.map(({ needs }) => needs))].sort(), ["", "aws"]);
  const lab = await makeLab();
  const begin = `git init -q -b develop && git config user.name Grace && git config user.email grace@example.com &&
    printf 'node_modules\\nbuild\\n.local\\n' >.git/info/exclude && git add -A && git commit -qm Begin`;
  const scripts = [begin, ...blocks.filter(({ needs }) => needs === "").map(({ script }) => script)];
  const met = new Set<string>();

  for (const [at, script] of scripts.entries()) {
    const words = [...given, ...scripts.slice(0, at).flatMap(assignments), script].join("\n");
    const { code, text } = await lab.run("bash", ["-euo", "pipefail", "-c", words]);
    assert.is(code, 0, `${script}\n${text}`);
    for (const [command, output] of printed.filter(([command]) => script.includes(command))) {
      assert.match(text, output);
      met.add(command);
    }
  }
  assert.is(met.size, printed.length, [...met].join(", "));
});
