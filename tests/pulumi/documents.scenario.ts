import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { project } from "../../tools/measure/sample/captured-program";
import { makeLab, scenario } from "./lab";

/** A command block of a document; what follows `sh` says what it needs that is not here. */
const BLOCK = /^( *)```sh(.*)\n([\s\S]*?)^\1```$/gm;

/** What an operator has from before, and from AWS. */
const given = `OPENAI_API_KEY=sk-of-nobody
KEY_ARN=arn:aws:kms:eu-north-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666`;

const assignments = (script: string): readonly string[] => script.match(/^[A-Z_]+=.*$/gm) ?? [];

const printed = "Created stack 'dev'|Created stack 'prod'|/receipts/sendgrid/|arn:aws:iam::| unchanged| deleted".split(
  "|",
);

scenario("every command block of docs/deployment.md that needs no AWS does what it says, in its turn", async () => {
  const blocks = [...readFileSync(join(project, "docs/deployment.md"), "utf8").matchAll(BLOCK)].map(
    ([, indent = "", needs = "", body = ""]) => ({
      needs: needs.trim(),
      script: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
  assert.equal([...new Set(blocks.map(({ needs }) => needs))].sort(), ["", "aws"]);
  const lab = await makeLab();
  const begin = `git init -q -b develop && git config user.name Grace && git config user.email grace@example.com &&
    printf 'node_modules\\nbuild\\n.local\\n' >.git/info/exclude && git add -A && git commit -qm Begin`;
  const scripts = [begin, ...blocks.filter(({ needs }) => needs === "").map(({ script }) => script)];
  let said = "";

  for (const [at, script] of scripts.entries()) {
    const words = [given, ...scripts.slice(0, at).flatMap(assignments), script].join("\n");
    const { code, text } = await lab.run("bash", ["-euo", "pipefail", "-c", words]);
    assert.is(code, 0, `${script}\n${text}`);
    said += text;
  }
  for (const text of printed) assert.ok(said.includes(text), text);
});
