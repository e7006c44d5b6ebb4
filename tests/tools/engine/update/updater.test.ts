import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { plainUpdate, readUpdateRequest, requireProgram } from "../../../../tools/engine/update/updater";
import { temporaryFolder } from "../../../helpers/temporary-folder";

const testRequireProgram = suite("require-program");

const checkout = (project: string): string => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  return folder;
};

testRequireProgram("takes a checkout of the same project with its packages, and says what else is wrong", () => {
  const [own, same, bare] = [checkout("app"), checkout("app"), checkout("app")];
  const [other, nameless] = [checkout("shop"), checkout("[]")];
  for (const folder of [own, same, other, nameless]) mkdirSync(join(folder, "node_modules"));
  const empty = temporaryFolder();

  assert.equal(
    [same, "app", empty, bare, other, nameless].map((folder) => requireProgram(folder, own)),
    [
      E.right(undefined),
      E.left("app: expected an absolute path"),
      E.left(`${empty}: there is no Pulumi.yaml; it is no checkout of this project`),
      E.left(`${bare}: there is no node_modules; run npm install there first`),
      E.left(`${other} is the project shop; the engine runs app`),
      E.left(`${nameless}/Pulumi.yaml: name is missing`),
    ],
  );
});

const testUpdateRequest = suite("update request");

testUpdateRequest("is read, with nothing asked for unless it is", () => {
  assert.equal(readUpdateRequest({}), E.right(plainUpdate));
  const switches = { withConfig: true, resetConfig: true, preview: true, allowRemoval: true };
  const all = { folder: "/checkout", config: { logLevel: "INFO" }, ...switches };
  assert.equal(readUpdateRequest(all), E.right(all));
});

const refused: readonly (readonly [unknown, string])[] = [
  ["up", "the body must be a JSON object"],
  [{ foldr: "/x" }, "foldr is not known; folder, withConfig, config, resetConfig, preview, allowRemoval are"],
  [{ folder: 1 }, "folder (expected string)"],
  [{ config: { logLevel: 1 } }, "config.logLevel (expected string)"],
  [{ preview: "yes" }, "preview (expected boolean)"],
];

for (const [body, words] of refused)
  testUpdateRequest(`${JSON.stringify(body)} is refused`, () => {
    assert.equal(readUpdateRequest(body), E.left(words));
  });
