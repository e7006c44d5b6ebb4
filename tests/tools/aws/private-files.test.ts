import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { privateFolder, replaceFile } from "../../../tools/aws/private-files";
import { temporaryFolder } from "../../helpers/temporary-folder";

const modeOf = (path: string): number => statSync(path).mode & 0o777;

test("a folder is its owner's alone, with those above it that are made, and whatever it was before", () => {
  const parent = join(temporaryFolder(), "parent");
  const made = privateFolder(join(parent, "made"));
  assert.equal([parent, made].map(modeOf), [0o700, 0o700]);
  const open = join(parent, "open");
  mkdirSync(open);
  chmodSync(open, 0o777);
  assert.is(modeOf(privateFolder(open)), 0o700);
});

test("a text takes the place of a link, and what that leads to stays as it was", () => {
  const folder = temporaryFolder();
  const [victim, file] = [join(folder, "victim"), join(folder, "file")];
  writeFileSync(victim, "mine");
  symlinkSync(victim, file);
  replaceFile(file, "new", 0o600);
  assert.equal([readFileSync(victim, "utf8"), readFileSync(file, "utf8"), modeOf(file)], ["mine", "new", 0o600]);
  assert.equal(readdirSync(folder).sort(), ["file", "victim"]);
});
