import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { requireProgram } from "../../../local/update/require-program";
import { temporaryFolder } from "../temporary-folder";

const test = suite("require-program");

const checkout = (project: string): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  return folder;
};

test("takes a checkout of the same project with its packages, and says what else is wrong", () => {
  const [own, same, bare, other] = [checkout("app"), checkout("app"), checkout("app"), checkout("shop")];
  for (const folder of [own, same, other]) mkdirSync(join(folder, "node_modules"));
  const empty = temporaryFolder();

  requireProgram(same, own);
  assert.throws(() => requireProgram("app", own), "app: expected an absolute path");
  assert.throws(
    () => requireProgram(empty, own),
    `${empty}: there is no Pulumi.yaml; it is no checkout of this project`,
  );
  assert.throws(() => requireProgram(bare, own), `${bare}: there is no node_modules; run npm install there first`);
  assert.throws(() => requireProgram(other, own), `${other} is the project shop; the engine runs app`);
});

test.run();
