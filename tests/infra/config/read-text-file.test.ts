import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/Either";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readTextFile } from "../../../infra/config/read-text-file";
import { temporaryFolder } from "../../local/temporary-folder";

const test = suite("read-text-file");

const folder = join(temporaryFolder(), "program");
mkdirSync(join(folder, "instructions"), { recursive: true });
const write = (path: string, content: string | Buffer): void => writeFileSync(join(folder, path), content);

test("reads a file of the folder, the same text wherever it was checked out", () => {
  write("instructions/plain.md", "You write.\n\nBe brief – plain.\n");
  write("instructions/windows.md", "\uFEFFYou write.\r\n\r\nBe brief – plain.\r\n");

  for (const path of ["instructions/plain.md", "./instructions/windows.md", "instructions/../instructions/plain.md"])
    assert.equal(readTextFile(folder, path), E.right("You write.\n\nBe brief – plain."), path);
});

test("refuses what is outside of the folder, by path or by link", () => {
  writeFileSync(join(folder, "../secret.md"), "outside");
  symlinkSync(join(folder, "../secret.md"), join(folder, "link.md"));
  symlinkSync(join(folder, ".."), join(folder, "up"));

  for (const path of ["../secret.md", join(folder, "instructions/plain.md"), ".", "", "link.md", "up/secret.md"])
    assert.equal(readTextFile(folder, path), E.left(`names a file outside of the program's folder: ${path}`), path);
});

test("refuses what is not there, empty, a folder, or no text", () => {
  write("empty.md", "");
  write("blank.md", " \r\n\t");
  write("latin1.md", Buffer.from("caf\xe9", "latin1"));

  assert.equal(readTextFile(folder, "none.md"), E.left("names a file that does not exist: none.md"));
  assert.equal(readTextFile(folder, "empty.md"), E.left("names an empty file: empty.md"));
  assert.equal(readTextFile(folder, "blank.md"), E.left("names an empty file: blank.md"));
  for (const path of ["latin1.md", "instructions"])
    assert.equal(readTextFile(folder, path), E.left(`names what is no readable file of UTF-8 text: ${path}`));
});

test.run();
